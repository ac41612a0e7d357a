package import Dialog

/// One wording of a prompt, as a translator sees it.
package struct TranslationRow: Sendable, Hashable {
    package let prompt: PromptID
    /// From 1.
    package let variant: Int
    package let about: Sensitivity
    package let says: [String]
    /// As its file writes it, with `{placeholders}`.
    package let source: String
    /// Empty if there is none yet.
    package let target: String

    /// The names of the columns, in order.
    package static let columns = ["prompt", "variant", "about", "says", "source", "target"]

    package var cells: [String] {
        [prompt.rawValue, String(variant), about.rawValue, says.joined(separator: " "), source, target]
    }

    /// Every wording of the source language, with what the other language says for it.
    ///
    /// Wordings that only the other language has follow, without a source.
    package static func rows(
        of catalogue: PromptCatalogue, from source: LanguageTag, to target: LanguageTag
    ) -> [TranslationRow] {
        catalogue.declarations.values.sorted { $0.id < $1.id }.flatMap { declaration -> [TranslationRow] in
            let from = catalogue.languages[source]?.texts[declaration.id]?.variants ?? []
            let to = catalogue.languages[target]?.texts[declaration.id]?.variants ?? []
            return (0..<max(from.count, to.count)).map { index in
                TranslationRow(
                    prompt: declaration.id, variant: index + 1, about: declaration.about,
                    says: declaration.says.map(\.rawValue).sorted(),
                    source: index < from.count ? from[index].written : "",
                    target: index < to.count ? to[index].written : "")
            }
        }
    }
}

extension [PromptSegment] {
    /// The wording as a file writes it, its segments joined.
    package var written: String {
        map { segment in
            segment.parts.map { part in
                switch part {
                case .text(let text):
                    text.reduce(into: "") { $0 += $1 == "{" || $1 == "}" ? "\($1)\($1)" : "\($1)" }
                case .placeholder(let name): "{\(name)}"
                }
            }.joined()
        }.joined(separator: " ")
    }
}
