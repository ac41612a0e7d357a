/// What may be heard by whom: debt content only by the verified right party.
package enum Sensitivity: String, Sendable, Hashable, Comparable, CaseIterable {
    case neutral, debt

    package static func < (left: Sensitivity, right: Sensitivity) -> Bool {
        left == .neutral && right == .debt
    }
}

/// What a completed prompt has told the person; policies speak about these.
package enum Says: String, Sendable, Hashable, CaseIterable {
    case businessIdentity = "business_identity"
    case optOut = "opt_out"
    case automatedNotice = "automated_notice"
    case recordingNotice = "recording_notice"
    /// What the recording is for.
    case recordingPurpose = "recording_purpose"
    case legalNotice = "legal_notice"
    /// For which creditor the call is made.
    case creditorIdentity = "creditor_identity"
    /// That the person may dispute the debt.
    case disputeRight = "dispute_right"
    case readBack = "read_back"
    case promiseConfirmation = "promise_confirmation"
    case callbackNumber = "callback_number"
    /// Whom to ask for.
    case contactName = "contact_name"
    /// That the person is asked to call.
    case replyRequest = "reply_request"
    case voicemail

    /// All that a message may say that tells nothing of a debt (12 CFR 1006.2(j)).
    package static let limitedContent: Set<Says> = [
        .voicemail, .businessIdentity, .contactName, .replyRequest, .callbackNumber,
    ]
}

/// All prompts of a project: declared once, worded per language.
package struct PromptCatalogue: Sendable, Hashable {
    package var declarations: [PromptID: PromptDeclaration]
    package var choices: [ChoicesName: ChoicesDeclaration]
    package var languages: [LanguageTag: LanguagePrompts]

    package init(
        declarations: [PromptID: PromptDeclaration] = [:], choices: [ChoicesName: ChoicesDeclaration] = [:],
        languages: [LanguageTag: LanguagePrompts] = [:]
    ) {
        self.declarations = declarations
        self.choices = choices
        self.languages = languages
    }
}

/// What `catalogue.yaml` says of a prompt, for all languages.
package struct PromptDeclaration: Sendable, Hashable {
    package let id: PromptID
    package let says: Set<Says>
    /// As declared; the effective sensitivity may be greater.
    package let about: Sensitivity
    package let position: SourcePosition

    package init(id: PromptID, says: Set<Says> = [], about: Sensitivity = .neutral, position: SourcePosition)
    {
        self.id = id
        self.says = says
        self.about = about
        self.position = position
    }
}

/// A closed set of answers, each with its key, for all languages.
package struct ChoicesDeclaration: Sendable, Hashable {
    package struct Choice: Sendable, Hashable {
        package let value: OutcomeName
        /// Keys that stand for this answer, such as `1`; nil if it can only be said.
        package let keys: String?
        package init(value: OutcomeName, keys: String?) {
            self.value = value
            self.keys = keys
        }
    }

    package let name: ChoicesName
    package let choices: [Choice]
    package let position: SourcePosition

    package init(name: ChoicesName, choices: [Choice], position: SourcePosition) {
        self.name = name
        self.choices = choices
        self.position = position
    }
}

/// The texts, phrases, debt words and threat words of one language.
package struct LanguagePrompts: Sendable, Hashable {
    package var texts: [PromptID: PromptText]
    /// For each set of choices and each of its values, what people say for it.
    package var choicePhrases: [ChoicesName: [OutcomeName: [Phrase]]]
    /// For each universal (and `refuse`), what people say for it.
    package var universalPhrases: [UniversalName: [Phrase]]
    /// Lower-case words and phrases that make a text debt content, whatever it declares.
    package var debtLexicon: [String]
    /// Lower-case words and phrases that make a text a threat.
    package var threatLexicon: [String]

    package init(
        texts: [PromptID: PromptText] = [:], choicePhrases: [ChoicesName: [OutcomeName: [Phrase]]] = [:],
        universalPhrases: [UniversalName: [Phrase]] = [:], debtLexicon: [String] = [],
        threatLexicon: [String] = []
    ) {
        self.texts = texts
        self.choicePhrases = choicePhrases
        self.universalPhrases = universalPhrases
        self.debtLexicon = debtLexicon
        self.threatLexicon = threatLexicon
    }
}

/// A phrase that a caller may say: lower-case words, `[…]` around optional ones.
package struct Phrase: Sendable, Hashable {
    package let text: String
    package let position: SourcePosition
    package init(_ text: String, position: SourcePosition = .unknown) {
        self.text = text
        self.position = position
    }
}

/// The wording of one prompt in one language.
package struct PromptText: Sendable, Hashable {
    /// At least one; which one plays is chosen by the call's seed.
    package let variants: [[PromptSegment]]
    package let position: SourcePosition

    package init(variants: [[PromptSegment]], position: SourcePosition) {
        self.variants = variants
        self.position = position
    }

    /// Every placeholder in any variant.
    package var placeholders: Set<FieldName> {
        Set(
            variants.joined().flatMap(\.parts).compactMap { part in
                if case .placeholder(let name) = part { name } else { nil }
            })
    }
}

/// A stretch of a prompt that is either synthesised or played from a recording that carries its text.
package struct PromptSegment: Sendable, Hashable {
    package let parts: [PromptPart]
    /// A WAV file, relative to the language folder; such a segment has no placeholders.
    package let recording: String?

    package init(parts: [PromptPart], recording: String? = nil) {
        self.parts = parts
        self.recording = recording
    }
}

/// A piece of a prompt's text.
package enum PromptPart: Sendable, Hashable {
    case text(String)
    case placeholder(FieldName)
}
