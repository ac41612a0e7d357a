import Dialog

/// Where a call is, with its whole stack and everything that it has come to.
struct Position: Hashable {
    /// One flow on the stack.
    struct Frame: Hashable {
        let flow: Int
        var step: Int
        /// What its inputs stand for.
        let meaning: Int
        var values = Values()
    }

    /// The root flow first.
    var frames: [Frame]
    var person = Person()
    /// The optional datum, by number, that this account lacks; nil if it is not followed what it lacks.
    var absent: Int?
    var hasFaulted = false
    /// How often each step whose bound is counted was entered, a byte each.
    var entries: UInt64 = 0

    var top: Frame {
        get { frames[frames.count - 1] }
        set { frames[frames.count - 1] = newValue }
    }

    /// Forgets every yes to a read-back.
    mutating func voidConfirmations() {
        for level in frames.indices { frames[level].values.voidConfirmations() }
    }

    /// Somebody else may be there from now on.
    mutating func changePerson() {
        person.heard.subtract([.identified, .legalNotice])
        person.proofs = 0
        voidConfirmations()
    }

    func entries(ofCounted index: Int) -> Int { Int(entries >> UInt64(8 * index) & 0xff) }

    mutating func countEntry(ofCounted index: Int) { entries += 1 << UInt64(8 * index) }
}

/// Who is on the line and what they have heard.
struct Person: Hashable {
    struct Heard: OptionSet, Hashable {
        let rawValue: UInt32

        static let identified = Heard(rawValue: 1 << 0)
        static let legalNotice = Heard(rawValue: 1 << 1)
        static let business = Heard(rawValue: 1 << 2)
        static let machine = Heard(rawValue: 1 << 3)
        static let recording = Heard(rawValue: 1 << 4)
        static let purpose = Heard(rawValue: 1 << 5)
        static let optOut = Heard(rawValue: 1 << 6)
        /// The next prompt must offer the opt-out.
        static let optOutIsNext = Heard(rawValue: 1 << 7)
        /// The next prompt must say that a machine speaks.
        static let machineIsNext = Heard(rawValue: 1 << 8)
        /// They want no more calls, which is not stored.
        static let wantsStop = Heard(rawValue: 1 << 9)
        static let stopDoubted = Heard(rawValue: 1 << 10)
        static let saidStop = Heard(rawValue: 1 << 11)
        static let debtLast = Heard(rawValue: 1 << 12)
        static let stored = Heard(rawValue: 1 << 13)
        static let promised = Heard(rawValue: 1 << 14)
        /// No person hears what is said, but a machine.
        static let isRecorder = Heard(rawValue: 1 << 15)
        /// The machine records.
        static let isRecording = Heard(rawValue: 1 << 16)
        /// What a new person has not heard.
        static let opening: Heard = [
            .business, .machine, .recording, .purpose, .optOut, .optOutIsNext, .machineIsNext,
        ]
    }

    var heard: Heard = []
    /// The secrets that they proved to know, a bit each.
    var proofs: UInt64 = 0

    var level: VerificationLevel? {
        guard heard.contains(.identified) else { return nil }
        switch proofs.nonzeroBitCount {
        case 0: return .l0
        case 1: return .l1
        default: return .l2
        }
    }

    var isVerified: Bool { isVerified(to: .l1) }

    func isVerified(to least: VerificationLevel) -> Bool { level.map { $0 >= least } ?? false }
}

/// The slots and inputs of one frame, four bits each: who filled it, and whether it is confirmed.
struct Values: Hashable {
    static let capacity = 16
    /// As many questions for one slot can be told apart.
    static let fillers = 6
    private static let everyConfirmation: UInt64 = 0x8888_8888_8888_8888

    private var bits: UInt64 = 0

    private func field(_ index: Int) -> UInt64 { bits >> UInt64(4 * index) & 0xf }

    func isSet(_ index: Int) -> Bool { field(index) & 7 != 0 }
    func isConfirmed(_ index: Int) -> Bool { field(index) & 8 != 0 }

    /// The number of the question that filled it last; nil if it is empty or an input.
    func filler(of index: Int) -> Int? {
        let code = Int(field(index) & 7)
        return code < 2 ? nil : code - 2
    }

    mutating func give(_ index: Int, confirmed: Bool) { set(index, 1 | (confirmed ? 8 : 0)) }
    mutating func fill(_ index: Int, by filler: Int) { set(index, UInt64(filler + 2) | field(index) & 8) }
    mutating func confirm(_ index: Int) { set(index, field(index) | 8) }
    mutating func doubt(_ index: Int) { set(index, field(index) & 7) }
    mutating func voidConfirmations() { bits &= ~Self.everyConfirmation }

    private mutating func set(_ index: Int, _ field: UInt64) {
        bits = bits & ~(0xf << UInt64(4 * index)) | field << UInt64(4 * index)
    }
}
