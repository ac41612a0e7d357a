extension GrammarExpression {
    /// A sentence chosen at random: each alternative alike, what is optional every other time.
    package func sample(using generator: inout some RandomNumberGenerator) -> [String] {
        switch self {
        case .word(let word): return [word]
        case .rule(_, let part): return part.sample(using: &generator)
        case .sequence(let parts): return parts.flatMap { $0.sample(using: &generator) }
        case .alternatives(let parts):
            guard let part = parts.randomElement(using: &generator) else { return [] }
            return part.sample(using: &generator)
        case .optional(let part): return Bool.random(using: &generator) ? part.sample(using: &generator) : []
        case .repeated(let part, let range):
            return (0..<Int.random(in: range, using: &generator)).flatMap { _ in
                part.sample(using: &generator)
            }
        }
    }
}
