import Compliance
import Dialog
import FlowFiles
import Testing

/// The policy `us-regulation-f-plus-tcpa`: what it asks beyond `us-regulation-f`.
struct TCPAPolicyTests {
    /// The whole call of `TestCall`, with the number in what it says first.
    private func call() -> TestCall {
        var call = TestCall()
        call.policy = "us-regulation-f-plus-tcpa"
        call.prompt("identity", "Lakeside, 555 0100.", says: [.businessIdentity, .callbackNumber])
        return call
    }

    @Test func `a call that satisfies it has no findings`() {
        #expect(call().findings() == [])
    }

    // MARK: The number to call back

    @Test func `whoever heard us hears the number before we end the call`() {
        var call = call()
        call.prompt("identity", "Lakeside.", says: [.businessIdentity])
        #expect(call.rules() == ["T2"])
        let messages = call.findings().map(\.message)
        #expect(
            messages.sorted() == [
                "step 'gone' ends the call before the number to call back was said",
                "step 'goodbye' ends the call before the number to call back was said",
                "step 'thanks' ends the call before the number to call back was said",
            ], "not where nobody heard us, nor where no more calls are wanted")
        call.policy = "us-regulation-f"
        #expect(call.findings() == [])
    }

    @Test func `the number may come with the last words, if they are said whole`() {
        var call = call()
        call.prompt("identity", "Lakeside.", says: [.businessIdentity])
        for prompt in ["goodbye", "confirmation"] as [PromptID] {
            call.prompts[prompt]?.says.insert(.callbackNumber)
        }
        call["gone"] = .say("goodbye", bargeIn: .none, end: .disposition(.transferred))
        #expect(call.findings() == [])
    }

    @Test func `whoever comes to the telephone has not heard the number`() {
        var call = call()
        call["opening"] = .say("number", "identity", bargeIn: .none, to: "party")
        call.prompt("number", "555 0100.", says: [.callbackNumber])
        call.prompt("identity", "Lakeside.", says: [.businessIdentity])
        call.choices["party"] = ["speaking", "absent", "fetching"]
        call["party"] = .choice(
            "party", identifies: "speaking",
            ["speaking": "birth_date", "absent": "goodbye", "fetching": "fetch"])
        call["fetch"] = .wait(for: .person, ["person": "again", "silence": "machine"])
        call["again"] = .say("identity", bargeIn: .none, end: .disposition(.noResponse))
        call.bound("party", max: 2, then: "goodbye")
        #expect(
            call.findings().filter { $0.rule == "T2" }.map(\.message) == [
                "step 'again' ends the call before the number to call back was said"
            ])
    }

    // MARK: Messages

    @Test func `a message for a machine is whole`() {
        var call = call()
        call.leavesMessages("Please call.", says: [.voicemail, .contactName, .replyRequest])
        #expect(Set(call.rules()) == ["T4", "F8"])
        #expect(
            call.finding("T4")?.message == "step 'message' leaves a message without `business_identity`")
        call.prompts["message"]?.says.formUnion([.businessIdentity, .callbackNumber])
        #expect(call.findings() == [])
    }

    // MARK: Consent

    private func refusal(_ consent: Account.Phone.Consent?, policy: String? = nil) -> Diagnostic? {
        let phones = consent.map { [Account.Phone(number: "+15550100", kind: .mobile, consent: $0)] }
        let account = Account(
            id: "1", language: "en-US", timeZone: "America/New_York", currency: .usd, country: "US",
            phones: phones ?? [], flags: [], isInitialCommunication: false, values: [:])
        let place = SourcePosition(file: "account.json", line: 1, column: 1)
        return call().prover(under: policy).policy?.refusal(of: account, at: place)
    }

    @Test func `a number without consent is not called`() {
        #expect(refusal(.given) == nil)
        #expect(
            refusal(.unknown)?.description
                == "account.json:1:1: error: [T1] the consent to calls to the account's number is 'unknown'; "
                + "the policy asks for 'given'")
        #expect(refusal(.revoked)?.rule == "T1")
        #expect(refusal(nil)?.rule == "T1")
        #expect(refusal(.revoked, policy: "us-regulation-f") == nil)
    }
}
