import Dialog
import FlowFiles
import Foundation
import Testing

@testable import Compliance

@Suite struct `The difference between two versions of a flow` {
    /// A copy of the shipped flows to change.
    private struct Copy {
        let scratch: ScratchFolder

        init() throws {
            scratch = try ScratchFolder()
            for folder in ["Flows", "Prompts"] {
                try FileManager.default.copyItem(
                    at: ProjectTree.root.appendingPathComponent(folder),
                    to: scratch.url.appendingPathComponent(folder))
            }
        }

        func replace(_ text: String, by other: String, in file: String) throws {
            let url = scratch.url.appendingPathComponent(file)
            let before = try String(contentsOf: url, encoding: .utf8)
            let after = before.replacingOccurrences(of: text, with: other)
            try #require(after != before, "'\(text)' is not in \(file)")
            try Data(after.utf8).write(to: url)
        }

        func version() throws -> FlowDifference.Version {
            let loaded = ProgramLoader.load(flowFile: scratch.path("Flows/early-recovery.yaml"))
            return FlowDifference.Version(
                try #require(loaded.program), catalogue: loaded.catalogue, policies: PolicyFile.shipped,
                on: shippedDay)
        }
    }

    private func difference(_ change: (Copy) throws -> Void) throws -> FlowDifference {
        let shipped = try Copy().version()
        let copy = try Copy()
        try change(copy)
        return FlowDifference(from: shipped, to: try copy.version())
    }

    private func lines(_ difference: FlowDifference) -> [String] { difference.sections.flatMap(\.lines) }

    @Test func `is nothing for the same files`() throws {
        #expect(try difference { _ in }.sections.isEmpty)
    }

    @Test func `says where the call goes now, and what that breaks`() throws {
        let difference = try difference {
            try $0.replace(
                "verified: notice, failed: neutral_exit", by: "verified: notice, failed: disclosure",
                in: "Flows/early-recovery.yaml")
        }
        #expect(
            lines(difference).contains(
                "step 'identity': when identity-check returns 'failed', it now goes to 'disclosure',"
                    + " before it goes to 'neutral_exit'"))
        #expect(difference.newFindings.contains { $0.rule == "F7" })
        #expect(lines(difference).contains { $0.hasPrefix("now breaks [F7]") })
        #expect(
            lines(difference).contains {
                $0.contains("verified on some paths only") && $0.contains("'promise'")
            })
    }

    @Test func `says what a step asks differently`() throws {
        let difference = try difference {
            try $0.replace("unsure_tries: 3", by: "unsure_tries: 2", in: "Flows/identity-check.yaml")
        }
        #expect(
            lines(difference).contains("step 'identity-check.ask_birth_date': unsure tries is 2, before 3"))
        #expect(difference.newFindings.isEmpty)
    }

    @Test func `says what is worded and understood differently`() throws {
        let difference = try difference {
            try $0.replace("Am I speaking with", by: "May I speak with", in: "Prompts/en-US/opening.yaml")
            try $0.replace("\"come again\"", by: "\"say what\"", in: "Prompts/en-US/universals.yaml")
        }
        #expect(lines(difference).contains { $0.contains("\"May I speak with {debtor_name}?\", before") })
        #expect(lines(difference).contains("en-US, command 'repeat': \"say what\" is new"))
        #expect(lines(difference).contains("en-US, command 'repeat': \"come again\" is gone"))
    }

    @Test func `says where faults and corrections lead, and from when on a call is recorded`() throws {
        let difference = try difference {
            try $0.replace(
                "start: answered\n", by: "fault: to_agent\nrecord_from: never\nstart: answered\n",
                in: "Flows/early-recovery.yaml")
            try $0.replace(
                "  agent_unavailable:\n", by: "  agent_unavailable:\n    fault: store_failed\n",
                in: "Flows/early-recovery.yaml")
            try $0.replace(
                "confirms: [amount, part_date]",
                by: "confirms: [amount, part_date]\n      corrects: {amount: ask_new_amount}",
                in: "Flows/promise-to-pay.yaml")
        }
        let found = lines(difference)
        #expect(
            found.contains(
                "after a fault in 'early-recovery', a call now goes to 'to_agent', before it ends as failed"))
        #expect(
            found.contains(
                "a call is recorded: now not at all, before once the whole recording notice was heard"))
        #expect(
            found.contains(
                "step 'agent_unavailable': after a fault here, it now goes to 'store_failed', before it goes "
                    + "where the flow says"))
        #expect(
            found.contains(
                "step 'promise-to-pay.read_back_partial': a corrected 'amount' now leads back to "
                    + "'ask_new_amount', before to the question that filled it last"))
        // A new way for every step would bury the one line that says it.
        #expect(!found.contains { $0.contains("synthesiser fails") })
    }

    @Test func `names steps and endings that come and go`() throws {
        let difference = try difference {
            try $0.replace(
                "  fax:\n    end: fax\n", by: "  fax:\n    end: answering_machine\n",
                in: "Flows/early-recovery.yaml")
            try $0.replace("  voicemail:\n", by: "  mailbox:\n", in: "Flows/early-recovery.yaml")
            try $0.replace("machine: voicemail", by: "machine: mailbox", in: "Flows/early-recovery.yaml")
        }
        #expect(lines(difference).contains { $0.hasPrefix("step 'mailbox' is new") })
        #expect(lines(difference).contains("step 'voicemail' is gone"))
        #expect(lines(difference).contains("no call ends with 'fax' any more"))
    }
}
