/// Scores chosen senones of a model on the features of an utterance: exact logarithms of their likelihoods.
///
/// All densities of the codebooks of these senones are computed; those that no weight can make count are left out of the
/// sums. It keeps no state.
package struct SenoneScorer: Sendable {
    /// The senones of one codebook, beside each other.
    private struct Group {
        let codebook: Int
        /// The first of its columns.
        let column: Int
        let count: Int
        /// Where its weights begin: for each stream and density, one of each senone.
        let weights: Int
        var lanes: Int { VectorMath.padded(count) }
    }

    /// Densities so much worse than the best are left out: of a hundred thousand scores the worst was off by 0.002.
    private static let margin: Float = 20

    /// The senones in the order of the columns of a result.
    package let senones: [Int]
    private let model: ScoringModel
    private let groups: [Group]
    private let weights: [Float]

    /// Prepares for some senones of a model, in any order.
    package init(_ model: ScoringModel, senones wanted: some Sequence<Int>) {
        self.model = model
        senones = Set(wanted).sorted { (model.codebook(of: $0), $0) < (model.codebook(of: $1), $1) }
        var groups: [Group] = []
        var weights: [Float] = []
        var column = 0
        while column < senones.count {
            let codebook = model.codebook(of: senones[column])
            let members = senones[column...].prefix { model.codebook(of: $0) == codebook }
            let group = Group(
                codebook: codebook, column: column, count: members.count, weights: weights.count)
            groups.append(group)
            weights += Self.rows(of: Array(members), group, model)
            column += members.count
        }
        self.groups = groups
        self.weights = weights
    }

    private static func rows(of senones: [Int], _ group: Group, _ model: ScoringModel) -> [Float] {
        let (streams, densities) = (model.table.streams, model.table.densities)
        var rows = [Float](repeating: 1, count: streams * densities * group.lanes)
        for (place, senone) in senones.enumerated() {
            for stream in 0..<streams {
                for (density, weight) in model.weights.weights(of: senone, stream: stream).enumerated() {
                    rows[(stream * densities + density) * group.lanes + place] = weight
                }
            }
        }
        return rows
    }

    /// A row for each frame, a column for each senone.
    ///
    /// A stream's logarithm counts as often as `streamWeights` says.
    package func scores(of features: FrameMatrix, streamWeights: [Float]? = nil) -> FrameMatrix {
        let table = model.table
        let streamWeights = streamWeights ?? [Float](repeating: 1, count: table.streams)
        precondition(
            features.width == table.streams * table.width && streamWeights.count == table.streams,
            "features of another model")
        var scores = FrameMatrix(frames: features.frames, width: max(senones.count, 1))
        var work = Work(densities: table.lanes, senones: groups.map(\.lanes).max() ?? 0)
        scores.values.withUnsafeMutableBufferPointer { output in
            features.values.withUnsafeBufferPointer { input in
                guard let output = output.baseAddress, let input = input.baseAddress else { return }
                for group in groups {
                    for frame in 0..<features.frames {
                        score(group, input + frame * features.width, streamWeights, &work)
                        let row = output + frame * senones.count + group.column
                        for place in 0..<group.count { row[place] = work.totals[place] }
                    }
                }
            }
        }
        return scores
    }

    /// What a frame needs beside its features and scores.
    private struct Work {
        /// Of a stream: scores of all densities; then of those that count their likelihoods and their numbers.
        var densities: [Float]
        var likelihoods: [Float]
        var numbers: [Int]
        /// Of a group's senones.
        var totals: [Float]

        init(densities: Int, senones: Int) {
            self.densities = [Float](repeating: 0, count: densities)
            likelihoods = self.densities
            numbers = [Int](repeating: 0, count: densities)
            totals = [Float](repeating: 0, count: senones)
        }
    }

    /// Puts the scores of a group at a frame into the totals.
    @inline(__always)
    private func score(
        _ group: Group, _ features: UnsafePointer<Float>, _ streamWeights: [Float], _ work: inout Work
    ) {
        let table = model.table
        for place in work.totals.indices { work.totals[place] = 0 }
        for stream in 0..<table.streams {
            let best = table.figures.withUnsafeBufferPointer { figures -> Float in
                guard let figures = figures.baseAddress else { return 0 }
                return CodebookTable.score(
                    figures + table.offset(group.codebook, stream), features + stream * table.width,
                    width: table.width, lanes: table.lanes, into: &work.densities)
            }
            let count = select(above: best - Self.margin, best, &work)
            add(group, stream, count, best, streamWeights[stream], &work)
        }
    }

    /// Gathers the densities that count, as likelihoods relative to the best; returns their number.
    @inline(__always)
    private func select(above threshold: Float, _ best: Float, _ work: inout Work) -> Int {
        var count = 0
        work.densities.withUnsafeBufferPointer { densities in
            work.likelihoods.withUnsafeMutableBufferPointer { likelihoods in
                work.numbers.withUnsafeMutableBufferPointer { numbers in
                    for density in 0..<model.table.densities {
                        // Written in any case and kept if it counts: there is nothing to guess for the processor.
                        likelihoods[count] = densities[density] - best
                        numbers[count] = density
                        count &+= densities[density] > threshold ? 1 : 0
                        if count == likelihoods.count { break }
                    }
                }
            }
        }
        work.likelihoods.withUnsafeMutableBufferPointer { likelihoods in
            guard let base = likelihoods.baseAddress else { return }
            var lane = 0
            while lane < count {
                VectorMath.store(VectorMath.exponential(VectorMath.load(base + lane)), base + lane)
                lane &+= 8
            }
        }
        return count
    }

    /// Adds the logarithms of the weighted sums of the densities that count.
    @inline(__always)
    private func add(
        _ group: Group, _ stream: Int, _ count: Int, _ best: Float, _ streamWeight: Float, _ work: inout Work
    ) {
        weights.withUnsafeBufferPointer { weights in
            work.totals.withUnsafeMutableBufferPointer { totals in
                work.likelihoods.withUnsafeBufferPointer { likelihoods in
                    work.numbers.withUnsafeBufferPointer { numbers in
                        guard let weights = weights.baseAddress, let totals = totals.baseAddress else {
                            return
                        }
                        let lanes = group.lanes
                        let rows = weights + group.weights + stream * model.table.densities * lanes
                        var column = 0
                        while column < lanes {
                            var sum = Lanes(repeating: 0)
                            for index in 0..<count {
                                let row = rows + (numbers[index] &* lanes &+ column)
                                sum += VectorMath.load(row) * likelihoods[index]
                            }
                            let score = (VectorMath.logarithm(sum) + best) * streamWeight
                            VectorMath.store(VectorMath.load(totals + column) + score, totals + column)
                            column &+= 8
                        }
                    }
                }
            }
        }
    }
}
