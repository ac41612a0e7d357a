import Dialog

/// What a finding is about, so that each is reported once.
struct Offence: Hashable {
    let check: RuleCheck
    let position: SourcePosition
    let message: String
    /// What follows the path in the witness.
    let tail: [String]
}

/// Offences that were seen while exploring, with the nearest place of each in every context.
struct Suspicions {
    /// In the order in which they were first seen.
    private(set) var offences: [(offence: Offence, places: [Place])] = []
    private var index: [Offence: Int] = [:]
    /// By offence: the contexts in which it was seen.
    private var contexts: [Set<Int>] = []

    mutating func report(_ offence: Offence, at place: Place) {
        guard let known = index[offence] else {
            index[offence] = offences.count
            offences.append((offence, [place]))
            contexts.append([place.context])
            return
        }
        // Points of a context are visited by distance, so the first place there is the nearest.
        if contexts[known].insert(place.context).inserted { offences[known].places.append(place) }
    }

    /// Where an offence was seen; empty if it wasn't.
    func places(of offence: Offence) -> [Place] { index[offence].map { offences[$0].places } ?? [] }
}
