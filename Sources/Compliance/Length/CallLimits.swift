/// How long whoever runs a call lets things take, beside what the flow says itself.
package struct CallLimits: Sendable, Hashable {
    /// An answer is cut after this, whatever is said.
    package let answer: Duration
    /// How long a greeting may go on before it counts as a machine's.
    package let greeting: Duration
    /// How long somebody who comes to the telephone may talk before they are answered.
    package let arrival: Duration
    /// How long an agent's telephone may ring.
    package let transfer: Duration
    /// A call is ended after this.
    package let call: Duration

    package init(
        answer: Duration, greeting: Duration, arrival: Duration, transfer: Duration, call: Duration
    ) {
        self.answer = answer
        self.greeting = greeting
        self.arrival = arrival
        self.transfer = transfer
        self.call = call
    }
}
