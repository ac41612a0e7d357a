import Dialog

/// The names of one flow whose value may be missing or unconfirmed, as bits.
///
/// Two bits a name: *known* (a slot is filled, an optional datum is there) and *confirmed* (by the caller's yes to a
/// read-back).
struct LocalNames {
    /// Slots of the flow, its inputs, and the optional data of the root flow.
    let names: [FieldName]
    private let index: [FieldName: Int]

    init(_ flow: Flow, in program: FlowProgram) {
        var names = flow.slots.sorted()
        if flow.isSubFlow { names += flow.fields.map(\.name) }
        names += program.root.fields.filter(\.isOptional).map(\.name)
        var index: [FieldName: Int] = [:]
        var unique: [FieldName] = []
        for name in names where index[name] == nil {
            index[name] = unique.count
            unique.append(name)
        }
        self.names = unique
        self.index = index
    }

    var bitCount: Int { names.count * 2 }

    /// Nil for a name that is always known.
    func known(_ name: FieldName) -> Int? { index[name].map { $0 * 2 } }

    /// Nil for a name that needs no confirmation, being none of the caller's words.
    func confirmed(_ name: FieldName) -> Int? { index[name].map { $0 * 2 + 1 } }

    var empty: BitSet { BitSet(count: bitCount) }

    func known(_ names: some Sequence<FieldName>) -> BitSet {
        names.compactMap(known).reduce(into: empty) { $0.insert($1) }
    }

    func confirmed(_ names: some Sequence<FieldName>) -> BitSet {
        names.compactMap(confirmed).reduce(into: empty) { $0.insert($1) }
    }

    var allConfirmed: BitSet { confirmed(names) }
}
