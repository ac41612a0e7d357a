import ArgumentParser

/// `promesa model`: the acoustic models that speech is heard with.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look at, derive and adapt acoustic models.",
        discussion: """
            EXAMPLES
              promesa model info --language en-US
              promesa model derive --into /srv/models
              promesa model fit --speech /srv/speech/* --output our-transform.json
              promesa model adapt --recordings callers.tsv --output /srv/our-callers
            """,
        subcommands: [
            ModelInfoCommand.self, ModelDeriveCommand.self, ModelFitCommand.self, ModelAdaptCommand.self,
        ])
}
