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

    mutating func report(_ offence: Offence, at place: Place) {
        guard let known = index[offence] else {
            index[offence] = offences.count
            offences.append((offence, [place]))
            return
        }
        // Points of a context are visited by distance, so the first place there is the nearest.
        if !offences[known].places.contains(where: { $0.context == place.context }) {
            offences[known].places.append(place)
        }
    }
}
