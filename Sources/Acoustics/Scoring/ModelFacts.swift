/// What a model is made of, to be told to whoever runs the program.
package struct ModelFacts: Sendable, Hashable {
    package let sampleRateHz: Int
    /// Its filters and whether it takes steady noise away, in words.
    package let frontEnd: String
    package let phones: [String]
    package let phonesInContext: Int
    /// Of a phone.
    package let states: Int
    package let senones: Int
    package let codebooks: Int
    /// Of a codebook, in each stream.
    package let densities: Int
    package let streams: Int
}

extension ScoringModel {
    package var facts: ModelFacts {
        let options = frontEnd.options
        let noise = options.noise == .removed ? "steady noise is taken away" : "noise is kept"
        return ModelFacts(
            sampleRateHz: options.sampleRateHz,
            frontEnd: "\(options.filters) filters from \(options.lowerHz) to \(options.upperHz) Hz; \(noise)",
            phones: definition.phones, phonesInContext: definition.phonesInContext, states: definition.states,
            senones: definition.senones, codebooks: table.codebooks, densities: table.densities,
            streams: table.streams)
    }
}
