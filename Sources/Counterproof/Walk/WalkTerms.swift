package import Dialog

/// What a policy asks for where policies differ.
package struct WalkTerms: Sendable {
    /// A command that must be there, and from when on.
    package struct Command: Sendable {
        package let name: UniversalName
        package let isForEveryone: Bool

        package init(_ name: UniversalName, isForEveryone: Bool) {
            self.name = name
            self.isForEveryone = isForEveryone
        }
    }

    /// The least level at which debt content is spoken.
    package var debtLevel: VerificationLevel
    /// The least level at which a promise is stored.
    package var promiseLevel: VerificationLevel
    package var mostVisits: Int
    /// What a legal notice must say, in the words of the catalogue.
    package var legalContents: [String]
    /// What a message for a machine must say; nil if it may say what it likes.
    package var messageContents: Set<String>?
    package var commands: [Command]
    /// Threats beside those of the languages.
    package var threats: [String]

    package init(
        debtLevel: VerificationLevel = .l1, promiseLevel: VerificationLevel = .l1, mostVisits: Int = 20,
        legalContents: [String] = [], messageContents: Set<String>? = nil, commands: [Command] = [],
        threats: [String] = []
    ) {
        self.debtLevel = debtLevel
        self.promiseLevel = promiseLevel
        self.mostVisits = mostVisits
        self.legalContents = legalContents
        self.messageContents = messageContents
        self.commands = commands
        self.threats = threats
    }
}
