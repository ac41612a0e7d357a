/// Turns packets that arrive when they like into one frame a tick.
///
/// Values in, values out: packets go in by `insert` whenever they come; `next` is called once every 20 ms and plays by
/// timestamp, so reordering, duplicates and packets of any length need no care of their own.
///
/// The depth adapts by what happened, not by a forecast. If nothing is there to play, the tick is concealed and the
/// playing position stands still: should the packet still come, everything plays 20 ms later from then on. If, for
/// five seconds, there was always more in store than needed, a frame is skipped, in a pause if one comes. A sender's
/// clock that is a little fast or slow is met by the same two moves.
struct JitterBuffer: Sendable {
    /// What to play, in order; a tick is 160 samples of it.
    enum Piece: Sendable, Hashable {
        case heard([Int16])
        /// Lost or late: to be concealed.
        case missing(Int)
        /// The other side sends nothing.
        case silent(Int)
    }

    private struct Chunk: Sendable {
        let start: Int
        let samples: [Int16]
        /// Whether no packet is missing right before it; a gap before it is then a pause of the sender.
        let isContinuous: Bool
        var end: Int { start + samples.count }
    }

    /// Where playing stands; positions are timestamps with the count of their wraps in front.
    private enum State: Sendable {
        /// Nothing came yet, or nothing for half a second.
        case idle
        /// The first packets are held back for so many ticks, as a store.
        case filling(ticks: Int)
        case playing(at: Int)
    }

    private static let tick = 160
    private static let fillTicks = 2
    /// More in store than this is skipped: a caller must not be heard late.
    private static let mostStored = 25 * tick
    private static let mostChunks = 256
    /// A packet so far from the position begins a new stream, if others agree.
    private static let farOff = 16_000
    private static let mostFarOff = 3
    /// So long without a packet, the position is given up.
    private static let mostStarvedTicks = 25
    private static let concealedTicks = 5
    private static let windowTicks = 250
    /// A surplus is skipped in a pause; if none comes in so many ticks, anywhere.
    private static let patienceTicks = 100
    private static let quietPeak = 300

    private var state = State.idle
    private var chunks: [Chunk] = []
    private var reference: Int?
    private var farOffCount = 0
    /// Ticks in which there was nothing to play, since there last was.
    private var starvedTicks = 0
    private var leastStored = Int.max
    private var windowTick = 0
    private var surplus = 0
    private var surplusAge = 0

    /// Ticks that were played as they came.
    private(set) var received = 0
    /// Ticks that had to be concealed because of packets that never came, or too late.
    private(set) var lost = 0
    /// Packets that came too late, twice, or from nowhere near.
    private(set) var discarded = 0

    /// What is in store beyond the playing position, in samples.
    var stored: Int {
        guard let last = chunks.last else { return 0 }
        return switch state {
        case .playing(let position): max(last.end - position, 0)
        case .idle, .filling: last.end - (chunks.first?.start ?? last.end)
        }
    }

    /// Forgets the stream, for another one begins; the counts stay.
    mutating func restart() {
        state = .idle
        chunks = []
        reference = nil
        farOffCount = 0
        starvedTicks = 0
        resetWindow()
    }

    /// Takes the audio of one packet.
    mutating func insert(_ samples: [Int16], timestamp: UInt32, missingBefore: Int?) {
        guard !samples.isEmpty else { return }
        let start = position(of: timestamp)
        if case .playing(let position) = state {
            if abs(start - position) > Self.farOff {
                farOffCount += 1
                guard farOffCount >= Self.mostFarOff else {
                    discarded += 1
                    return
                }
                restart()
            } else if start + samples.count <= position {
                discarded += 1
                return
            }
        }
        farOffCount = 0
        guard chunks.count < Self.mostChunks, !chunks.contains(where: { $0.start == start }) else {
            discarded += 1
            return
        }
        let chunk = Chunk(start: start, samples: samples, isContinuous: missingBefore == 0)
        chunks.insert(chunk, at: chunks.lastIndex { $0.start < start }.map { $0 + 1 } ?? 0)
        reference = chunks.last?.start
        if case .idle = state { state = .filling(ticks: Self.fillTicks) }
        limitStore()
    }

    /// The pieces of this tick: 160 samples in all.
    mutating func next() -> [Piece] {
        switch state {
        case .idle: return [.silent(Self.tick)]
        case .filling(let ticks):
            guard ticks == 0, let first = chunks.first else {
                state = .filling(ticks: max(ticks - 1, 0))
                return [.silent(Self.tick)]
            }
            return play(at: first.start)
        case .playing(let position): return play(at: position)
        }
    }

    private func position(of timestamp: UInt32) -> Int {
        guard let reference else { return Int(timestamp) }
        return reference + Int(Int32(bitPattern: timestamp &- UInt32(truncatingIfNeeded: reference)))
    }
}

extension JitterBuffer {
    private mutating func play(at position: Int) -> [Piece] {
        chunks.removeAll { $0.end <= position }
        guard let first = chunks.first else { return starve(at: position) }
        let position = catchUp(from: position, to: first)
        starvedTicks = 0
        let pieces = pieces(from: position)
        count(pieces)
        state = .playing(at: position + Self.tick)
        watchStore(pieces)
        return pieces
    }

    /// Nothing is in store: the position stands still, for what should be there may only be late.
    private mutating func starve(at position: Int) -> [Piece] {
        starvedTicks += 1
        state = .playing(at: position)
        resetWindow()
        if starvedTicks >= Self.mostStarvedTicks {
            restart()
            return [.silent(Self.tick)]
        }
        return [starvedTicks <= Self.concealedTicks ? .missing(Self.tick) : .silent(Self.tick)]
    }

    /// After a famine: what was concealed meanwhile is not concealed again.
    private mutating func catchUp(from position: Int, to first: Chunk) -> Int {
        let gap = first.start - position
        if !first.isContinuous || gap <= 0 { lost += min(starvedTicks, Self.concealedTicks) }
        guard gap > 0 else { return position }
        if gap > Self.farOff / 2 { return first.start }
        return position + min(gap, starvedTicks * Self.tick)
    }

    private func pieces(from position: Int) -> [Piece] {
        var pieces: [Piece] = []
        var at = position
        let end = position + Self.tick
        for chunk in chunks where chunk.end > at && chunk.start < end {
            if chunk.start > at {
                pieces.append(chunk.isContinuous ? .silent(chunk.start - at) : .missing(chunk.start - at))
                at = chunk.start
            }
            let upTo = min(chunk.end, end)
            pieces.append(.heard(Array(chunk.samples[(at - chunk.start)..<(upTo - chunk.start)])))
            at = upTo
        }
        guard at < end else { return pieces }
        let isPause = chunks.first { $0.start >= end }?.isContinuous ?? false
        pieces.append(isPause ? .silent(end - at) : .missing(end - at))
        return pieces
    }

    private mutating func count(_ pieces: [Piece]) {
        let isMissing = pieces.contains { if case .missing = $0 { true } else { false } }
        let isHeard = pieces.contains { if case .heard = $0 { true } else { false } }
        if isMissing { lost += 1 } else if isHeard { received += 1 }
    }

    private mutating func watchStore(_ pieces: [Piece]) {
        leastStored = min(leastStored, stored)
        windowTick += 1
        if windowTick >= Self.windowTicks {
            surplus = max(leastStored / Self.tick - 1, 0)
            leastStored = .max
            windowTick = 0
        }
        guard surplus > 0, case .playing(let position) = state else { return }
        surplusAge += 1
        guard isQuiet(pieces) || surplusAge > Self.patienceTicks else { return }
        surplus -= 1
        surplusAge = 0
        state = .playing(at: position + Self.tick)
        if surplus == 0 { resetWindow() }
    }

    private func isQuiet(_ pieces: [Piece]) -> Bool {
        pieces.allSatisfy { piece in
            switch piece {
            case .heard(let samples): samples.allSatisfy { abs(Int($0)) < Self.quietPeak }
            case .silent: true
            case .missing: false
            }
        }
    }

    private mutating func resetWindow() {
        leastStored = .max
        windowTick = 0
        surplus = 0
        surplusAge = 0
    }

    /// Bounds what is in store; the oldest goes.
    private mutating func limitStore() {
        guard stored > Self.mostStored, let last = chunks.last else { return }
        let position = last.end - Self.mostStored / 2
        discarded += chunks.count { $0.end <= position }
        chunks.removeAll { $0.end <= position }
        if case .playing = state { state = .playing(at: position) }
        resetWindow()
    }
}
