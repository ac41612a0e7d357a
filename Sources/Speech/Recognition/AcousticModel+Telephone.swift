import Acoustics
import Calls

extension AcousticModel {
    /// A wide-band model moved to 8 kHz, made on first use; or the model itself, and why.
    ///
    /// `cache` keeps derived models, by default in the user's cache folder.
    static func telephone(
        from base: AcousticModel, cache: String?
    ) throws(RecognitionFailure) -> (model: AcousticModel, shortcoming: String?) {
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
