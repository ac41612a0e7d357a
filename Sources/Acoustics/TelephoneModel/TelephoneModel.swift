import Foundation

/// The packaged wide-band acoustic model, moved to the telephone's 8 kHz.
package enum TelephoneModel {
    /// Part of the folder's name; to be raised when the same base and transform would give other files.
    private static let version = 1
    /// Where Debian puts the wide-band model.
    package static let packagedFolder = "/usr/share/pocketsphinx/model/en-us/en-us"

    /// Derives the telephone model into a cache folder, or finds it there.
    ///
    /// The folder of the model is named after what it is made of, so another base model or another transform never
    /// meets an old one. It appears there whole or not at all, also if several processes start at once.
    ///
    /// - Parameters:
    ///   - baseFolder: Holds `means`, `variances`, `mdef` and so on.
    ///   - cacheFolder: Made if missing; see `defaultCacheFolder`.
    ///   - transform: Nil for the shipped one.
    /// - Returns: Where the model is, and whether it was there before.
    /// - Throws: What is missing, damaged or not writable. Nothing is left behind then.
    package static func derive(
        from baseFolder: String, into cacheFolder: String, with transform: BandTransform? = nil
    ) throws(TelephoneModelFailure) -> DerivedModel {
        guard let transform else { return try derive(from: baseFolder, into: cacheFolder, with: .shipped()) }
        let base = try AcousticBase(folder: baseFolder, frontEnd: transform.baseFeatures)
        var name = base.fingerprint
        name.add(Array(transform.fingerprint.text.utf8))
        let cache = ModelCache(folder: cacheFolder)
        let stored = try cache.folder("telephone-\(version)-\(name.text)") {
            () throws(TelephoneModelFailure) in
            try files(of: base, moved: transform)
        }
        return DerivedModel(
            folder: stored.path, sampleRateHz: transform.sampleRateHz, cmnPrior: transform.cmnPrior,
            origin: stored.origin)
    }

    private static func files(
        of base: AcousticBase, moved transform: BandTransform
    ) throws(TelephoneModelFailure) -> [(name: String, bytes: [UInt8])] {
        let (means, variances) = try transform.moved(base)
        let prior = transform.cmnPrior.map { "\($0)" }.joined(separator: ",")
        let features = (transform.features + ["-cmninit \(prior)"]).map { $0 + "\n" }.joined()
        return base.carried + [
            (name: "means", bytes: means.encoded), (name: "variances", bytes: variances.encoded),
            (name: "feat.params", bytes: Array(features.utf8)),
        ]
    }

    /// `$XDG_CACHE_HOME/promesa`, or `~/.cache/promesa`.
    package static func defaultCacheFolder(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(TelephoneModelFailure) -> String {
        // The XDG base directory specification has relative paths ignored.
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/promesa" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { throw .noCacheFolder }
        return home + "/.cache/promesa"
    }
}

/// Where a derived model is and how audio must be fed to it.
package struct DerivedModel: Sendable, Hashable {
    /// Where the files came from.
    package enum Origin: Sendable, Hashable {
        /// Made by this call.
        case derived
        /// There already, and whole.
        case cached
    }

    package let folder: String
    package let sampleRateHz: Int
    /// The mean cepstrum that a streaming pass starts from.
    package let cmnPrior: [Float]
    package let origin: Origin
}
