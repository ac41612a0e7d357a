import Dialog

/// How long whoever runs a call lets things take, beside what the flow says itself.
package struct CallLimits: Sendable, Hashable {
    /// An answer is cut after this, whatever is said.
    package let answer: Duration
    /// How long a greeting may go on before it counts as a machine's.
    package let greeting: Duration
    /// How long somebody who comes to the telephone may talk before they are answered.
    package let arrival: Duration
    /// How long a machine's tone may go on beyond the time in which it must begin.
    package let tone: Duration
    /// How long an agent's telephone may ring.
    package let transfer: Duration
    /// A call is ended after this.
    package let call: Duration
    /// What sounds that come to nothing may add to a question that they can cut, each time it is put.
    package let falseStarts: Duration

    package init(
        answer: Duration, greeting: Duration, arrival: Duration, tone: Duration, transfer: Duration,
        call: Duration, falseStarts: Duration = .zero
    ) {
        self.answer = answer
        self.greeting = greeting
        self.arrival = arrival
        self.tone = tone
        self.transfer = transfer
        self.call = call
        self.falseStarts = falseStarts
    }

    /// How long it may take beyond the timeout of a `wait` until it is known what it waited for.
    func beyondTimeout(of purpose: Wait.Purpose) -> Duration {
        switch purpose {
        case .greeting: greeting
        case .person: arrival
        case .beep: tone
        }
    }
}
