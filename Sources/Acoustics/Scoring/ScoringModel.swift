import Foundation

/// A Sphinx model in memory, for our own scoring: its phones, densities, weights and transitions.
///
/// Loaded once and shared by all calls; about 8 MB for the packaged one.
package final class ScoringModel: Sendable {
    package let frontEnd: FrontEnd
    package let definition: ModelDefinition
    /// The mean cepstrum that the model expects where nothing better is known.
    package let cmnPrior: [Float]
    let table: CodebookTable
    let means: GaussianParameters
    let variances: GaussianParameters
    let weights: MixtureWeights
    let transitions: TransitionMatrices

    /// Reads the files of a model with one codebook for each base phone, one for all, or one for each senone (a
    /// continuous model).
    ///
    /// - Throws: `baseFileMissing`, `baseFileDamaged`.
    package init(folder: String) throws(TelephoneModelFailure) {
        func file(_ name: String) throws(TelephoneModelFailure) -> (bytes: [UInt8], path: String) {
            let path = folder + "/" + name
            return (try AcousticBase.read(path), path)
        }
        let features = try file("feat.params")
        frontEnd = FrontEnd(try FrontEndOptions(features: features.bytes, path: features.path))
        cmnPrior = Self.prior(of: features.bytes)
        let definitionFile = try file("mdef")
        definition = try ModelDefinition(definitionFile.bytes, path: definitionFile.path)
        let meansFile = try file("means")
        means = try GaussianParameters(meansFile.bytes, path: meansFile.path)
        let variancesFile = try file("variances")
        variances = try GaussianParameters(variancesFile.bytes, path: variancesFile.path)
        try Self.check(means, variances, definition, frontEnd.options, path: variancesFile.path)
        table = CodebookTable(means: means, variances: variances)
        weights = try MixtureWeights.read(
            in: folder, streams: means.streams.count, densities: means.densities,
            senones: definition.senones)
        let transitionsFile = try file("transition_matrices")
        transitions = try TransitionMatrices(transitionsFile.bytes, path: transitionsFile.path)
        guard transitions.states == definition.states, transitions.count >= definition.matrices else {
            throw .baseFileDamaged(
                path: transitionsFile.path,
                expected: "\(definition.matrices) matrices of \(definition.states) states")
        }
    }

    /// A model with other means, as many.
    init(_ model: ScoringModel, means: GaussianParameters) {
        frontEnd = model.frontEnd
        definition = model.definition
        cmnPrior = model.cmnPrior
        self.means = means
        variances = model.variances
        table = CodebookTable(means: means, variances: model.variances)
        weights = model.weights
        transitions = model.transitions
    }

    /// The codebook of a senone.
    func codebook(of senone: Int) -> Int {
        switch table.codebooks {
        case 1: 0
        case definition.phones.count: Int(definition.phoneOfSenone[senone])
        case _: senone
        }
    }

    private static func check(
        _ means: GaussianParameters, _ variances: GaussianParameters, _ definition: ModelDefinition,
        _ options: FrontEndOptions, path: String
    ) throws(TelephoneModelFailure) {
        guard variances.codebooks == means.codebooks, variances.densities == means.densities,
            variances.streams == means.streams, variances.values.allSatisfy({ $0 >= 0 })
        else {
            throw .baseFileDamaged(path: path, expected: "as many variances as means, none negative")
        }
        let cepstra = FrontEndOptions.cepstra
        // Without a split in feat.params all values are one stream.
        let streams = options.isSplit ? [cepstra, cepstra, cepstra] : [3 * cepstra]
        guard means.streams == streams,
            [1, definition.phones.count, definition.senones].contains(means.codebooks)
        else {
            throw .baseFileDamaged(
                path: path, expected: "a codebook for each phone or senone, of streams of \(streams) values")
        }
    }

    private static func prior(of features: [UInt8]) -> [Float] {
        let text = FeatureParameters.options(in: features)["-cmninit"] ?? "40,3,-1"
        let values = text.split(separator: ",").compactMap { Float($0) }.prefix(FrontEndOptions.cepstra)
        return values + [Float](repeating: 0, count: FrontEndOptions.cepstra - values.count)
    }
}
