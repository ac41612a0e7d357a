import Compliance
import Counterproof
import Dialog
import FlowFiles
import Scenarios
import Testing

/// The prover against a walk of every path, on shipped flows with one thing changed.
@Suite struct MutationTrialTests {
    private static let flows = [
        "Flows/early-recovery.yaml", "Flows/recobro-temprano.yaml",
        "Sources/promesa/Starter/Project/Flows/payment-reminder.yaml",
    ]

    private static func load(_ flow: String) throws -> (FlowProgram, PromptCatalogue) {
        let draft = ProgramLoader.load(flowFile: "\(ShippedFlow.root)/\(flow)")
        return (try #require(draft.program), draft.catalogue)
    }

    private static func day() throws -> LocalDate { try #require(LocalDate(iso: "2026-03-02")) }

    @Test(arguments: flows) func `a walk of every path finds nothing wrong with a shipped flow`(flow: String)
        throws
    {
        let (program, catalogue) = try Self.load(flow)
        let trial = ProofTrial(
            program, catalogue: catalogue, policies: PolicyFile.shipped, on: try Self.day())
        #expect(trial.outcome == .clean)
        #expect(trial.disagreements == [])
    }

    @Test(arguments: flows) func `the prover says of every mutant what a walk of every path says`(
        flow: String
    )
        throws
    {
        let (program, catalogue) = try Self.load(flow)
        let trials = MutationTrials(
            program, catalogue: catalogue, policies: PolicyFile.shipped, on: try Self.day())
        let report = trials.run(12, seed: 7, workers: 1)
        #expect(report.total.mutants == 12)
        #expect(report.disagreements.map { "\($0.mutant.change): \($0.trial.disagreements)" } == [])
        #expect(report.cautious.map { "\($0.mutant.change): \($0.trial.cautious)" } == [])
        #expect(report.total[.violating] > 0)
    }

    @Test func `a walk that gives up early leaves mutants undecided, and no less agreed`() throws {
        let (program, catalogue) = try Self.load(Self.flows[2])
        let trials = MutationTrials(
            program, catalogue: catalogue, policies: PolicyFile.shipped, on: try Self.day())
        let report = trials.run(12, seed: 7, workers: 1, positions: 5)
        #expect(report.total[.undecided] > 0)
        #expect(report.total[.clean] == 0)
        #expect(report.disagreements.isEmpty)
    }

    @Test func `the same seed gives the same mutants, each different from the flow and from the others`()
        throws
    {
        let (program, catalogue) = try Self.load(Self.flows[0])
        let some = Mutator.mutants(of: program, catalogue: catalogue, count: 200, seed: 3)
        let same = Mutator.mutants(of: program, catalogue: catalogue, count: 200, seed: 3)
        #expect(some.map(\.change) == same.map(\.change))
        #expect(some.count == 200)
        #expect(some.allSatisfy { $0.program != program || $0.catalogue != catalogue })
        #expect(Set(some.map { "\($0.kind) \($0.change)" }).count == 200)
        #expect(Set(some.map(\.kind)).count == MutationKind.allCases.count)
    }

    @Test func `a bound of visits rules out what only more or fewer entries could do`() throws {
        // After the first notice the step is passed by, so that the debt is told to whom has not heard it again.
        let say = Step(
            id: "notice",
            kind: .say(Say(prompts: ["notice"], bargeIn: .none, then: .goto(.step("notice")))),
            visits: VisitLimit(max: 2, then: .step("done")))
        let end = Step(
            id: "done", kind: .say(Say(prompts: ["offer"], bargeIn: .none, then: .end(.committed))))
        let flow = Flow(
            name: "call", languages: ["en-US"], policy: "us-regulation-f", start: "notice", steps: [say, end])
        var catalogue = PromptCatalogue()
        catalogue.declarations["notice"] = PromptDeclaration(
            id: "notice", says: [.businessIdentity, .optOut], position: .unknown)
        catalogue.declarations["offer"] = PromptDeclaration(id: "offer", position: .unknown)
        let walk = FlowWalk(FlowProgram(root: flow), catalogue: catalogue)
        // Passing the notice by at once would break the order; it can't be passed by before it was heard twice.
        #expect(
            walk.impossible.map(\.description).sorted() == [
                "automated_notice_after_identity at done", "business_identity_first at done",
            ])
        #expect(walk.violations.map(\.description).contains("one_disposition at done"))
        #expect(!walk.violations.map(\.description).contains("business_identity_first at done"))
    }
}
