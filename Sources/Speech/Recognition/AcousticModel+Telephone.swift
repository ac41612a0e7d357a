package import Calls
package import Dialog

extension AcousticModel {
    /// The packaged model moved to 8 kHz, made on first use; or the packaged model itself, and why.
    ///
    /// - Parameters:
    ///   - folder: What holds `en-us/` and the dictionary; nil for where Debian puts it.
    ///   - cache: Where derived models are kept; nil for the user's cache folder.
    package static func telephone(
        for language: LanguageTag, folder: String? = nil, cache: String? = nil
    ) throws(RecognitionFailure) -> (model: AcousticModel, shortcoming: String?) {
        let base = try packaged(for: language, folder: folder)
        do throws(TelephoneModelFailure) {
            let place: String = if let cache { cache } else { try TelephoneModel.defaultCacheFolder() }
            let derived = try TelephoneModel.derive(from: base.folder, into: place)
            return (try AcousticModel(derived), nil)
        } catch {
            return (base, "the telephone model could not be made, so speech is heard less well: \(error)")
        }
    }

    private init(_ derived: DerivedModel) throws(TelephoneModelFailure) {
        do throws(RecognitionFailure) {
            self = try AcousticModel(
                folder: derived.folder, sampleRateHz: derived.sampleRateHz, cmnPrior: derived.cmnPrior)
        } catch {
            throw .cacheUnusable(path: derived.folder, reason: error.description)
        }
    }
}
