import Acoustics
import ArgumentParser
import Speech

/// `promesa model derive`: moves a wide-band model to the telephone's 8 kHz.
struct ModelDeriveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "derive", abstract: "Move a wide-band model to 8 kHz, and print its folder.",
        discussion: """
            Calls do this by themselves when they first need the model.

            EXAMPLES
              promesa model derive
              promesa model derive --into /srv/models
              promesa model derive --base /srv/wide-band --transform our-transform.json --into /srv/models
            """)

    @Option(help: ArgumentHelp("The wide-band model; by default the packaged one.", valueName: "folder"))
    var base: String?

    @Option(
        help: ArgumentHelp(
            "Where a folder is made for the model; by default the cache of derived models.",
            valueName: "folder"))
    var into: String?

    @Option(help: ArgumentHelp("Other maps than the shipped ones, as JSON.", valueName: "file"))
    var transform: String?

    func run() throws {
        do {
            let derived = try TelephoneModel.derive(
                from: base ?? TelephoneModel.packagedFolder,
                into: into ?? TelephoneModel.defaultCacheFolder(),
                with: transform.map { try BandTransform(file: $0) })
            print(derived.folder)
            if derived.origin == .cached { StandardError.print("promesa: it was there already") }
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }
}
