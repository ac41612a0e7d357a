import Dialog
import TestSupport
import Testing

/// A sound that cuts a prompt and comes to nothing.
@Suite struct FalseStartTests {
    /// The question plays.
    private func asking() throws -> (MachineScript, PlaybackID) {
        var script = MachineScript()
        script.toParty()
        let playback = try #require(script.playback)
        #expect(playback.prompts.map(\.prompt) == ["ask_party"])
        return (script, playback.id)
    }

    @Test func `the prompt goes on, nothing is counted, and silence counts from its end`() throws {
        var (script, id) = try asking()
        #expect(script.after(.speechStarted) == [.stopPlayback])
        #expect(script.after(.falseStart) == [.resumePlayback(id)])
        #expect(script.after(.playbackFinished(id)) == [.startTimer(.noInput, after: .seconds(5))])
        // All three tries are there yet.
        script.after(.timerFired(.noInput))
        script.heardOut()
        script.after(.timerFired(.noInput))
        #expect(script.ends.isEmpty)
    }

    @Test func `after two of them sound cuts the prompt no more, what is understood does`() throws {
        var (script, id) = try asking()
        for _ in 0..<DialogMachine.falseStartsLimit { script.after(.speechStarted, .falseStart) }
        #expect(script.after(.speechStarted) == [])
        #expect(script.after(.falseStart) == [])
        #expect(script.after(.noMatch(.speech)) == [])
        #expect(script.after(.answer(Answer(.value(.choice("absent")), confidence: 0.3))) == [])
        var answered = script
        answered.after(.answer(Answer(.value(.choice("absent")))))
        #expect(answered.last.first == .stopPlayback)
        #expect(answered.ends.count == 1)
        var keyed = script
        #expect(keyed.after(.keyPressed) == [.stopPlayback])
        // Once it is over, what isn't understood counts.
        script.after(.playbackFinished(id))
        #expect(script.after(.speechStarted) == [.cancelTimer(.noInput)])
        script.after(.noMatch(.speech))
        #expect(script.said == ["unclear", "ask_party_again"])
        // The next prompt is one like any other.
        #expect(script.after(.speechStarted) == [.stopPlayback])
    }

    @Test func `where no prompt was cut it is an answer that wasn't understood`() throws {
        var (script, id) = try asking()
        // While silence is counted, it changes nothing.
        #expect(script.after(.playbackFinished(id), .falseStart) == [])
        script.after(.speechStarted, .falseStart)
        #expect(script.said == ["unclear", "ask_party_again"])
    }

    @Test func `a prompt that keys cut doesn't go on`() throws {
        var (script, _) = try asking()
        script.after(.speechStarted, .keyPressed, .falseStart)
        #expect(script.said == ["unclear", "ask_party_again"])
    }

    @Test func `a statement and a notice play on as they did`() {
        var script = MachineScript()
        script.after(.answered, .waitEnded(.person))
        #expect(script.after(.speechStarted) == [])
        #expect(script.after(.falseStart) == [])
    }

    @Test func `a cough over the question whether calls are to stop is no yes`() throws {
        let flow = SampleFlow.flow
        let universals = flow.universals.map {
            $0.name == .stopCalling
                ? Universal(name: .stopCalling, action: .goto("cease"), keys: "*9", confirm: "help") : $0
        }
        var script = MachineScript(
            FlowProgram(
                root: Flow(
                    name: flow.name, fields: flow.fields, defaults: flow.defaults, universals: universals,
                    start: flow.start, steps: flow.steps)))
        script.toParty()
        script.heardOut()
        script.after(.speechStarted, .answer(Answer(.universal(.stopCalling), confidence: 0.7)))
        let id = try #require(script.playback?.id)
        #expect(script.said == ["help"])
        #expect(script.after(.speechStarted, .falseStart) == [.resumePlayback(id)])
        script.after(.playbackFinished(id), .timerFired(.noInput))
        #expect(script.entered == ["cease"])
    }
}
