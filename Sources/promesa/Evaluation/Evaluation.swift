import Audio
import Calls
import Dialog
import Foundation
import Speech
import SpokenForms

/// Hears every recording of a manifest as a call would, and compares.
struct Evaluation {
    enum Task {
        /// Heard in this grammar.
        case recognise(ListeningGrammar)
        /// Tried as a secret: what the label says in the first of these grammars that takes it.
        case verify([ListeningGrammar])
    }

    /// Recordings that babble is made of.
    private static let voiceLimit = 200

    let manifest: EvaluationManifest
    let task: Task
    let line: SimulatedLine
    let recognizer: PocketSphinxRecognizer

    func run() throws -> EvaluationReport {
        let others = try voices()
        var utterances: [EvaluatedUtterance] = []
        var trials = VerificationTrials(seed: line.seed)
        var (spent, audio) = (0.0, 0)
        for (index, item) in manifest.items.enumerated() {
            let samples = try line.carried(item.audio(), item: index, others: others)
            audio += samples.count
            switch task {
            case .recognise(let grammar):
                let begin = Self.processorSeconds()
                let result = try recognizer.recognize(samples, grammar)
                spent += Self.processorSeconds() - begin
                utterances.append(try judged(result, item, grammar, samples))
            case .verify(let grammars):
                let (value, expected) = try secret(of: item, grammars)
                // What a call does for one answer, measured apart from the trials.
                let begin = Self.processorSeconds()
                let result = try recognizer.recognize(samples, expected.free, for: .comparing(expected))
                spent += Self.processorSeconds() - begin
                let score = try trials.add(
                    samples, expected, saying: value, in: expected.free, by: recognizer)
                utterances.append(
                    EvaluatedUtterance(
                        speaker: item.speaker, label: item.label,
                        heard: result.words.isEmpty ? "" : score.verdict.rawValue,
                        isRight: !result.words.isEmpty && score.verdict == .pass,
                        confidence: result.confidence))
            }
        }
        let isVerification = if case .verify = task { true } else { false }
        return EvaluationReport(
            EvaluationFigures(utterances: utterances), isVerification ? trials : nil,
            rtf: spent / (Double(max(audio, 1)) / 8_000), seed: line.seed)
    }

    /// Finds the end of every answer in a stream of audio, as a call would.
    func endpoints(in grammar: ListeningGrammar, after noises: [ListenedStream.Noise]) throws
        -> EndpointReport
    {
        let others = try voices()
        let trial = EndpointTrial(grammar, recognizer: recognizer)
        var answers: [EndpointReport.Answer] = []
        for (index, item) in manifest.items.enumerated() {
            let noise = noises.isEmpty ? nil : noises[index % noises.count]
            let stream = ListenedStream(
                try item.audio(), after: noise, seed: line.seed &+ UInt64(index))
            guard let speech = stream.speech else { continue }
            let carried = line.carried(stream.samples, item: index, others: others)
            // The line has silence of its own before the stream.
            let shift = SimulatedLine.edge / AudioFrame.length
            answers.append(
                EndpointReport.answer(
                    try trial.utterances(in: carried),
                    speech: speech.lowerBound + shift...speech.upperBound + shift,
                    longestPause: stream.longestPause))
        }
        return EndpointReport(answers)
    }

    /// What this thread has computed, whatever else the machine does.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private func voices() throws -> [[Int16]] {
        guard case .babble = line.noise else { return [] }
        return try manifest.items.prefix(Self.voiceLimit).map { try $0.audio() }
    }

    private func judged(
        _ result: RecognitionResult, _ item: EvaluationManifest.Item, _ grammar: ListeningGrammar,
        _ samples: [Int16]
    ) throws -> EvaluatedUtterance {
        let heard = result.words.isEmpty ? nil : grammar.interpret(result.words)
        if item.isOutsideGrammar {
            return EvaluatedUtterance(
                speaker: item.speaker, label: item.label, heard: result.words.joined(separator: " "),
                isRight: heard == nil, confidence: result.confidence, isOutsideGrammar: true)
        }
        guard let said = grammar.interpret(item.words) else {
            throw CommandFailure(
                .findings, "promesa: error: the label '\(item.label)' is no answer of this slot")
        }
        return EvaluatedUtterance(
            speaker: item.speaker, label: item.label, heard: result.words.joined(separator: " "),
            isRight: heard == said, confidence: result.confidence,
            next: heard == said ? .nothing : try next(after: heard, said, grammar, samples))
    }

    /// What is heard of the same speech once what was heard has been rejected.
    private func next(
        after heard: Answer.Meaning?, _ said: Answer.Meaning, _ grammar: ListeningGrammar, _ samples: [Int16]
    ) throws -> EvaluatedUtterance.Next {
        guard let rejected = heard?.values, !rejected.isEmpty else { return .nothing }
        let result = try recognizer.recognize(samples, grammar, for: .passingOver(rejected))
        let next = result.answer(in: grammar)?.meaning.values.first { !rejected.contains($0) }
        return next.map { said.values.contains($0) ? .right : .wrong } ?? .nothing
    }

    private func secret(
        of item: EvaluationManifest.Item, _ grammars: [ListeningGrammar]
    ) throws -> (Value, VerificationGrammar) {
        for grammar in grammars {
            guard case .value(let value)? = grammar.interpret(item.words) else { continue }
            if let expected = try VerificationGrammar(value, in: grammar) { return (value, expected) }
        }
        throw CommandFailure(
            .findings, "promesa: error: the label '\(item.label)' is no digit string and no date of birth")
    }
}
