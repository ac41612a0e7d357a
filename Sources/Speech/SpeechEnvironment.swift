import Calls
package import Dialog

/// What this machine has for hearing and speaking.
package enum SpeechEnvironment {
    /// One thing that calls need.
    package struct Fact: Sendable, Hashable {
        package enum State: Sendable, Hashable {
            case present
            /// Install this Debian package.
            case missing(package: String)
        }

        /// Such as `acoustic model en-US`.
        package let name: String
        /// Its version and place, or what is wrong.
        package let detail: String
        package let state: State

        package var isPresent: Bool { state == .present }
    }

    /// Looks at everything that calls in these languages need; nothing is changed.
    ///
    /// `modelFolder` is where the packaged model is, if not where Debian puts it.
    package static func facts(
        for languages: [LanguageTag], models: ConfiguredModels = .none, modelFolder: String? = nil
    ) -> [Fact] {
        languages.flatMap { hearing($0, models, modelFolder) } + speaking(languages)
    }

    private static func hearing(
        _ language: LanguageTag, _ models: ConfiguredModels, _ folder: String?
    ) -> [Fact] {
        let model = fact("acoustic model \(language)", AcousticModel.debianPackage) {
            let model = try SpeechModel.telephone(for: language, models: models, folder: folder)
            _ = try Decoder(model)
            return model.shortcoming ?? "\(model.acoustic.sampleRateHz) Hz, \(model.acoustic.folder)"
        }
        let dictionary = fact("pronunciations \(language)", AcousticModel.debianPackage) {
            let location = try SpeechModelLocation(language, configured: models, debian: folder)
            let entries = try location.dictionary().entryCount.map { "\($0) entries in " } ?? ""
            return entries + location.wordsDescription
        }
        return [model, dictionary]
    }

    private static func speaking(_ languages: [LanguageTag]) -> [Fact] {
        languages.map { language in
            fact("voice \(language)", "espeak-ng-data") {
                guard let voice = ESpeakVoice.of(language) else {
                    throw SynthesisFailure.voiceUnavailable(language)
                }
                let version = try voice.version()
                return "'\(voice.name)' of eSpeak NG \(version.number), data in \(version.dataFolder)"
            }
        }
    }

    private static func fact(_ name: String, _ package: String, _ look: () throws -> String) -> Fact {
        do {
            return Fact(name: name, detail: try look(), state: .present)
        } catch {
            return Fact(name: name, detail: "\(error)", state: .missing(package: package))
        }
    }
}
