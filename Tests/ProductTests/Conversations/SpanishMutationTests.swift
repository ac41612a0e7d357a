import Compliance
import Dialog
import FlowFiles
import Foundation
import Testing

/// The shipped Spanish flow, changed in one place as a designer might, and the rule that refuses the change.
@Suite struct `A wrong change of the Spanish flow` {
    struct Change: Sendable, CustomTestStringConvertible {
        let what: String
        let file: String
        let from: String
        let to: String
        let rule: String
        /// A line of the witness that shows what is wrong.
        let note: String

        var testDescription: String { what }
    }

    private static let flow = "Flows/recobro-temprano.yaml"
    private static let opening = "[business_identity, automated_notice, recording_notice, opt_out_offer]"

    static let changes = [
        Change(
            what: "the notice of a machine comes before the name", file: flow, from: opening,
            to: "[automated_notice, business_identity, recording_notice, opt_out_offer]", rule: "F5",
            note:
                "prompt 'automated_notice' says: \"Soy un asistente automático: le habla una voz artificial.\""
        ),
        Change(
            what: "the recording comes before the notice of a machine", file: flow, from: opening,
            to: "[business_identity, recording_notice, automated_notice, opt_out_offer]", rule: "O3",
            note:
                "prompt 'recording_notice' says: \"La llamada puede grabarse, para cuidar la calidad y dejar "
                + "constancia de lo que hablemos.\""),
        Change(
            what: "nobody is told of the right to object", file: flow, from: opening,
            to: "[business_identity, automated_notice, recording_notice]", rule: "O5",
            note: "2. 'business_identity', 'automated_notice', 'recording_notice' are played → right_party"),
        Change(
            what: "nobody is told of the recording", file: flow, from: opening,
            to: "[business_identity, automated_notice, opt_out_offer]", rule: "O4",
            note: "2. 'business_identity', 'automated_notice', 'opt_out_offer' are played → right_party"),
        Change(
            what: "the legal information can be cut", file: flow,
            from: "say: legal_information\n    bargein: none", to: "say: legal_information", rule: "F6",
            note: "prompt 'legal_information' says: \"Le llamamos de {company}"),
        Change(
            what: "who is not verified is told all the same", file: flow,
            from: "failed: neutral_exit, refused: neutral_exit",
            to: "failed: legal_information, refused: neutral_exit", rule: "F7",
            note: "identity-check returns 'failed' → legal_information"),
        Change(
            what: "a person is there for the verified alone", file: flow,
            from: "agent:          {goto: to_agent, keys: \"0\"}",
            to: "agent:          {goto: to_agent, keys: \"0\", after: verified}", rule: "U2", note: ""),
        Change(
            what: "a relative is told of the debt", file: "Prompts/es-ES/opening.yaml",
            from: "Es por un asunto personal.", to: "Es por una deuda.", rule: "F7",
            note: "says: \"¿Podría decirle a {debtor_name}, por favor, que llame a {company}, al {callback}? "
                + "Es por una deuda.\""),
        Change(
            what: "help hints at a payment", file: "Prompts/es-ES/service.yaml",
            from: "Puede contestar con sus palabras", to: "Sobre su recibo, puede contestar con sus palabras",
            rule: "F7", note: "the caller gives the command 'help', prompt 'help' says: \"Sobre su recibo,"),
        Change(
            what: "who won't pay is threatened", file: "Prompts/es-ES/service.yaml",
            from: "refused_noted: \"Lo entiendo.", to: "refused_noted: \"Habrá consecuencias.", rule: "F13",
            note: "prompt 'refused_noted' says: \"Habrá consecuencias. Gracias por decírmelo.\""),
        Change(
            what: "the legal information leaves out the creditor", file: "Prompts/catalogue.yaml",
            from: "[legal_notice, creditor_identity, dispute_right]", to: "[legal_notice, dispute_right]",
            rule: "L1", note: "prompt 'legal_information' says: \"Le llamamos de {company}, por encargo de"),
        Change(
            what: "a read-back leaves out the date", file: "Prompts/es-ES/promise.yaml",
            from: "\"Entonces, pagará {balance} el {due_date}. ¿Es correcto?\"",
            to: "\"Entonces, pagará {balance}. ¿Es correcto?\"", rule: "P2", note: ""),
    ]

    @Test(arguments: changes) func `is refused with its witness`(change: Change) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("promesa-mutation-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for part in ["Flows", "Prompts"] {
            try FileManager.default.copyItem(
                at: ProjectTree.root.appendingPathComponent(part), to: folder.appendingPathComponent(part))
        }
        let url = folder.appendingPathComponent(change.file)
        let text = try String(contentsOf: url, encoding: .utf8)
        try #require(text.components(separatedBy: change.from).count == 2, "the place is not there once")
        try Data(text.replacingOccurrences(of: change.from, with: change.to).utf8).write(to: url)

        let draft = ProgramLoader.load(flowFile: folder.appendingPathComponent(Self.flow).path)
        guard let program = draft.program else {
            // Some mistakes are refused on reading already.
            #expect(change.rule == "P2")
            #expect(draft.diagnostics.contains { $0.message.contains("does not speak {due_date} in es-ES") })
            return
        }
        let findings = ComplianceProver(
            program: program, catalogue: draft.catalogue, policies: PolicyFile.shipped, on: shippedDay
        ).findings()
        let found = findings.filter { $0.rule == change.rule }
        #expect(!found.isEmpty, "\(findings)")
        let notes = found.flatMap(\.notes)
        #expect(change.note.isEmpty || notes.contains { $0.contains(change.note) }, "\(notes)")
    }
}
