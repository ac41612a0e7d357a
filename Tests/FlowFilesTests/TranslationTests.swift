import Dialog
import FlowFiles
import Foundation
import Testing

/// Prompts on their way to a translator and back.
@Suite struct TranslationTests {
    private static let catalogueText = """
        prompts:
          hello: {}
          sum: {about: debt}
          bye: {}

        """
    private static let english = """
        # What we say.
        texts:
          hello: "Hello, {name}. {{1}}"

          # The sum.
          sum:
            variants:
              - "You owe {sum}."
              - "It is {sum}, {name}."
          bye: >-
            Good
            bye.

        """

    /// Writes a folder of prompts, and removes it at the end.
    private func inFolder(spanish: String?, _ body: (String, PromptCatalogue) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "promesa-translation-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ text: String, _ path: String) throws {
            let url = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        try write(Self.catalogueText, "catalogue.yaml")
        try write(Self.english, "en-US/texts.yaml")
        if let spanish { try write(spanish, "es-ES/textos.yaml") }
        let loaded = PromptFiles.load(folder: folder.path)
        try #require(loaded.diagnostics == [])
        try body(folder.path, loaded.catalogue)
    }

    private func imported(_ rows: String..., catalogue: PromptCatalogue) -> TranslationImport {
        let bytes = Array((["prompt,variant,source,target"] + rows).joined(separator: "\n").utf8)
        return TranslationImport(bytes, file: "t.csv", catalogue: catalogue, from: "en-US")
    }

    @Test func `every wording is a row, with what the other language says`() throws {
        try inFolder(spanish: "texts:\n  bye: \"Adiós.\"\n") { _, catalogue in
            let rows = TranslationRow.rows(of: catalogue, from: "en-US", to: "es-ES")
            #expect(rows.map(\.prompt) == ["bye", "hello", "sum", "sum"])
            #expect(
                rows.map(\.source) == [
                    "Good bye.", "Hello, {name}. {{1}}", "You owe {sum}.", "It is {sum}, {name}.",
                ])
            #expect(rows.map(\.target) == ["Adiós.", "", "", ""])
            #expect(rows[3].cells.prefix(3) == ["sum", "2", "debt"])
        }
    }

    @Test func `a translation is taken as it is, and what has none is counted`() throws {
        try inFolder(spanish: nil) { _, catalogue in
            let table = imported(
                "sum,2,\"It is {sum}, {name}.\",\"Son {sum}, {name}.\"", "sum,1,You owe {sum}.,Debe {sum}.",
                "bye,1,Good bye.,", "hello,1,\"Hello, {name}. {{1}}\",\"Hola, {name}. {{1}} \"\"sí\"\"\"",
                catalogue: catalogue)
            #expect(table.diagnostics == [])
            #expect(table.untranslated == 1)
            #expect(table.texts["sum"] == ["Debe {sum}.", "Son {sum}, {name}."])
            #expect(table.texts["hello"] == ["Hola, {name}. {{1}} \"sí\""])
        }
    }

    @Test func `what can't be taken is told with its line`() throws {
        try inFolder(spanish: nil) { _, catalogue in
            let table = imported(
                "helo,1,x,y", "sum,1,You owe {sum}.,Debe {suma}.", "sum,zwei,You owe {sum}.,Debe {sum}.",
                "bye,1,Good-bye.,Adiós.", "hello,1,\"Hello, {name}. {{1}}\",Hola {name",
                "sum,2,\"It is {sum}, {name}.\",\"Son {sum}, {name}.\"",
                "sum,2,\"It is {sum}, {name}.\",\"Otra vez {sum}, {name}.\"", "bye,1", catalogue: catalogue)
            let lines = table.diagnostics.map { "\($0.position.line): \($0.message)" }
            #expect(
                lines == [
                    "2: the prompt 'helo' is not in catalogue.yaml; did you mean 'hello'?",
                    "3: the translation of 'sum' has other placeholders than its source: {sum} is missing, "
                        + "{suma} is not in the source",
                    "4: 'zwei' is no number of a variant, from 1 on",
                    "5: the text of 'bye' in en-US is another one now; export it again",
                    "6: the translation of 'hello' has a '{' that is not closed; write '{{' for a brace",
                    "8: variant 2 of 'sum' stands twice",
                    "9: the row has 2 cells, and the first row has 4",
                ])
            let headless = TranslationImport(
                Array("prompt,text\n".utf8), file: "t.csv", catalogue: catalogue, from: "en-US")
            #expect(
                headless.diagnostics.map(\.message) == [
                    "there is no column 'variant', 'source', 'target'; the first row names the columns"
                ])
        }
    }

    @Test func `only the entries that change are written anew`() throws {
        let spanish = """
            # De aquí no se pierde nada.
            texts:
              hello: "Hola, {name}. {{1}}"

              # La cantidad.
              sum:
                variants:
                  - "Debe {sum}."
                  - "Son {sum}, {name}."

              # Al final.
              bye: >-
                Hasta
                luego.
            debt_words: [deuda]

            """
        try inFolder(spanish: spanish) { folder, catalogue in
            let path = "\(folder)/es-ES/textos.yaml"
            let edit = TranslationEdit(
                [
                    "hello": ["Hola, {name}. {{1}}"], "sum": ["Son {sum} en \"total\"."],
                    "bye": ["Adiós.", "Hasta \\ pronto."],
                ], known: catalogue.languages["es-ES"], newFile: "\(folder)/es-ES/translated.yaml"
            ) { FileManager.default.contents(atPath: $0).map { String(decoding: $0, as: UTF8.self) } }
            #expect(edit.diagnostics == [])
            #expect(edit.changed == ["bye", "sum"])
            #expect(edit.added == [])
            #expect(
                edit.files == [
                    path: """
                    # De aquí no se pierde nada.
                    texts:
                      hello: "Hola, {name}. {{1}}"

                      # La cantidad.
                      sum: "Son {sum} en \\"total\\"."

                      # Al final.
                      bye:
                        variants:
                          - "Adiós."
                          - "Hasta \\\\ pronto."
                    debt_words: [deuda]

                    """
                ])
            try Data((edit.files[path] ?? "").utf8).write(to: URL(fileURLWithPath: path))
            let after = PromptFiles.load(folder: folder)
            #expect(after.diagnostics == [])
            let texts = after.catalogue.languages["es-ES"]?.texts
            #expect(texts?["bye"]?.variants.map(\.written) == ["Adiós.", "Hasta \\ pronto."])
            #expect(texts?["sum"]?.variants.map(\.written) == ["Son {sum} en \"total\"."])
        }
    }

    @Test func `new texts go to a file of their own, and entries in braces are left alone`() throws {
        try inFolder(spanish: "texts: {bye: \"Adiós.\"}\n") { folder, catalogue in
            let edit = TranslationEdit(
                ["bye": ["Hasta luego."], "hello": ["Hola, {name}."]],
                known: catalogue.languages["es-ES"], newFile: "new.yaml"
            ) { FileManager.default.contents(atPath: $0).map { String(decoding: $0, as: UTF8.self) } }
            #expect(edit.files["new.yaml"] == "texts:\n  hello: \"Hola, {name}.\"\n")
            #expect(
                edit.diagnostics.map(\.message) == [
                    "the text of 'bye' does not begin its line, so it can't be replaced"
                ])
        }
    }

    @Test func `a voice talent records what stands between the values`() throws {
        try inFolder(spanish: nil) { _, catalogue in
            let list = RecordingList(catalogue, language: "en-US").entries
            #expect(
                list.map(\.file) == [
                    "bye-1-1.wav", "hello-1-1.wav", "hello-1-2.wav", "sum-1-1.wav", "sum-2-1.wav",
                ])
            #expect(list.map(\.text) == ["Good bye.", "Hello,", "{1}", "You owe", "It is"])
            #expect(list[3].wording == "You owe {sum}.")
        }
    }
}
