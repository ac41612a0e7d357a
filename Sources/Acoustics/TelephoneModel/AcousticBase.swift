import Foundation

/// A wide-band acoustic model as read from its folder, checked to be whole.
struct AcousticBase {
    static let debianPackage = "pocketsphinx-en-us"
    /// What a derived model takes over byte for byte.
    static let carriedFiles = ["mdef", "sendump", "transition_matrices", "noisedict"]
    /// The largest file of the packaged model has 3 MB.
    private static let largestFile = 256 << 20

    let means: GaussianParameters
    let variances: GaussianParameters
    /// The files of `carriedFiles`, in their order.
    let carried: [(name: String, bytes: [UInt8])]
    /// Of all files, names included.
    let fingerprint: Fingerprint

    /// Reads and checks a model.
    ///
    /// - Parameters:
    ///   - folder: Holds its files.
    ///   - frontEnd: The features that it must be of, as options of its `feat.params`.
    /// - Throws: `baseFileMissing`, `baseFileDamaged`.
    init(
        folder: String, frontEnd: [String: String]
    ) throws(TelephoneModelFailure) {
        var files: [String: [UInt8]] = [:]
        var fingerprint = Fingerprint()
        for name in Self.carriedFiles + ["means", "variances", "feat.params"] {
            let bytes = try Self.read(folder + "/" + name)
            files[name] = bytes
            fingerprint.add(Array(name.utf8))
            fingerprint.add(bytes)
        }
        self.fingerprint = fingerprint
        func file(_ name: String) -> (bytes: [UInt8], path: String) {
            (files[name] ?? [], folder + "/" + name)
        }

        let features = file("feat.params")
        try Self.check(features.bytes, path: features.path, against: frontEnd)
        means = try GaussianParameters(file("means").bytes, path: file("means").path)
        variances = try GaussianParameters(file("variances").bytes, path: file("variances").path)
        guard variances.codebooks == means.codebooks, variances.densities == means.densities,
            variances.streams == means.streams, variances.values.allSatisfy({ $0 >= 0 })
        else {
            throw .baseFileDamaged(
                path: file("variances").path, expected: "as many variances as means, none negative")
        }
        _ = try TransitionMatrices(
            file("transition_matrices").bytes, path: file("transition_matrices").path)
        let definition = try DefinitionLayout(file("mdef").bytes, path: file("mdef").path)
        _ = try MixtureWeights(
            file("sendump").bytes, path: file("sendump").path, streams: means.streams.count,
            densities: means.densities, senones: definition.senones)
        carried = Self.carriedFiles.map { (name: $0, bytes: file($0).bytes) }
    }

    static func read(_ path: String) throws(TelephoneModelFailure) -> [UInt8] {
        let bytes: [UInt8]
        do {
            let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
            let values = try url.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
            guard values.isRegularFile == true else {
                throw TelephoneModelFailure.baseFileMissing(path: path, reason: "it is not a file")
            }
            guard let size = values.fileSize, size <= largestFile else {
                throw TelephoneModelFailure.baseFileDamaged(
                    path: path, expected: "at most \(largestFile >> 20) MB")
            }
            bytes = Array(try Data(contentsOf: url))
        } catch let failure as TelephoneModelFailure {
            throw failure
        } catch {
            throw .baseFileMissing(path: path, reason: FileProblem.reason(of: error))
        }
        guard !bytes.isEmpty else { throw .baseFileDamaged(path: path, expected: "a file that is not empty") }
        return bytes
    }

    /// Checks that the options of a `feat.params` are those that a transform was fitted to.
    private static func check(
        _ bytes: [UInt8], path: String, against frontEnd: [String: String]
    ) throws(TelephoneModelFailure) {
        let options = FeatureParameters.options(in: bytes)
        for (option, value) in frontEnd.sorted(by: { $0.key < $1.key }) {
            let found = options[option]
            let isSame = found == value || (found.flatMap(Double.init) ?? .nan) == Double(value)
            guard isSame else { throw .baseFileDamaged(path: path, expected: "\(option) \(value)") }
        }
    }
}
