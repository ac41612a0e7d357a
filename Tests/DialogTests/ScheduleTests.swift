import Dialog
import TestSupport
import Testing

/// Days and times that must fit: business days, and when agents are there.
struct ScheduleTests {
    private static func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso: text)) }
    private static func time(_ text: String) throws -> LocalTime { try #require(LocalTime(text: text)) }

    /// A day, a time of it, the end; today is Monday, the 2nd of March 2026.
    private static func script(_ schedule: Schedule) throws -> MachineScript {
        let steps: [(StepID, StepKind)] = [
            (
                "day",
                .ask(
                    Ask(
                        slot: "day", type: .date(.upcoming(days: 10)), prompts: ["ask_day"],
                        confirm: .whenUnsure, confirmPrompt: "confirm_day", outOfRange: "too_far",
                        schedule: schedule, nearestPrompt: "near_day", when: ["next": .step("time")]))
            ),
            (
                "time",
                .ask(
                    Ask(
                        slot: "time", type: .time(ValueLimits()), prompts: ["ask_time"], confirm: .whenUnsure,
                        confirmPrompt: "confirm_time", schedule: .agentHours(on: .field("day")),
                        nearestPrompt: "near_time", when: ["next": .step("save")]))
            ),
            (
                "save",
                .commit(
                    Commit(
                        content: .callBack(on: .field("day"), at: .field("time")),
                        when: SampleFlow.all("gone")))
            ),
            ("gone", .end(.committed)), ("no_response", .end(.disposition(.noResponse))),
            ("to_agent", .end(.disposition(.error))),
        ]
        let program = FlowProgram(
            root: Flow(
                name: "days", defaults: SampleFlow.retriesToAgent, start: "day",
                steps: steps.map { SampleFlow.step($0.0, $0.1) }))
        let (opens, closes) = (try time("09:00"), try time("17:00"))
        let span = try #require(TimeSpan(opens: opens, closes: closes))
        let open = ["2026-03-02", "2026-03-03", "2026-03-06", "2026-03-10"]
        let hours = Dictionary(uniqueKeysWithValues: try open.map { (try day($0), [span]) })
        var script = MachineScript(
            program, calendar: CallCalendar(holidays: [try day("2026-03-09")], agentHours: hours))
        script.after(.answered)
        script.heardOut()
        return script
    }

    private func offered(_ script: MachineScript, _ slot: FieldName) -> Value? {
        script.playback?.prompts.last?.values[slot]
    }

    @Test func `a day that fits is taken`() throws {
        var script = try Self.script(.businessDays)
        script.say(.date(try Self.day("2026-03-12")))
        #expect(script.entered == ["time"])
    }

    @Test(arguments: [
        ("2026-03-07", "2026-03-06"), ("2026-03-08", "2026-03-10"), ("2026-03-09", "2026-03-10"),
    ])
    func `instead of a weekend or a holiday the nearest business day is offered`(said: String, near: String)
        throws
    {
        var script = try Self.script(.businessDays)
        script.say(.date(try Self.day(said)))
        #expect(script.said == ["near_day"])
        #expect(offered(script, "day") == .date(try Self.day(near)))
        script.heardOut()
        script.say(.yesNo(true))
        #expect(script.last.contains(.filled("day", .date(try Self.day(near)))))
    }

    @Test func `what is offered is not offered again, and no more than twice`() throws {
        var script = try Self.script(.businessDays)
        for near in ["2026-03-06", "2026-03-05"] {
            script.say(.date(try Self.day("2026-03-07")))
            #expect(offered(script, "day") == .date(try Self.day(near)))
            script.heardOut()
            script.say(.yesNo(false))
            #expect(script.said == ["ask_day"])
            script.heardOut()
        }
        script.say(.date(try Self.day("2026-03-07")))
        script.heardOut()
        script.say(.yesNo(false))
        #expect(script.entered == ["to_agent"])
    }

    @Test func `a day beyond the horizon is too far, whatever its weekday`() throws {
        var script = try Self.script(.businessDays)
        script.say(.date(try Self.day("2026-03-13")))
        #expect(script.said == ["too_far", "ask_day"])
    }

    @Test func `a correction of the offer must fit too`() throws {
        var script = try Self.script(.agentDays)
        script.say(.date(try Self.day("2026-03-04")))
        #expect(offered(script, "day") == .date(try Self.day("2026-03-03")))
        script.heardOut()
        script.say(.date(try Self.day("2026-03-08")))
        #expect(script.said == ["near_day"])
        #expect(offered(script, "day") == .date(try Self.day("2026-03-10")))
        script.heardOut()
        script.say(.date(try Self.day("2026-03-06")))
        #expect(script.said == ["confirm_day"])
    }

    @Test func `a time within agents' hours is taken, before noon or after as they are there`() throws {
        for (readings, taken) in [(["02:30", "14:30"], "14:30"), (["09:00", "21:00"], "09:00")] {
            var script = try Self.script(.agentDays)
            script.say(.date(try Self.day("2026-03-03")))
            script.heardOut()
            let values = try readings.map { Value.time(try Self.time($0)) }
            script.after(.speechStarted, .answer(Answer(.ambiguous(values))))
            #expect(
                script.last.contains(
                    .commit(.callBack(on: try Self.day("2026-03-03"), at: try Self.time(taken)))))
        }
    }

    @Test(arguments: [("07:00", "09:00"), ("18:00", "16:45"), ("16:50", "16:45")])
    func `instead of a time at which nobody is there the nearest is offered`(said: String, near: String)
        throws
    {
        var script = try Self.script(.agentDays)
        script.say(.date(try Self.day("2026-03-03")))
        script.heardOut()
        script.say(.time(try Self.time(said)))
        #expect(script.said == ["near_time"])
        #expect(offered(script, "time") == .time(try Self.time(near)))
        script.heardOut()
        script.say(.yesNo(true))
        #expect(
            script.last.contains(.commit(.callBack(on: try Self.day("2026-03-03"), at: try Self.time(near)))))
    }

    @Test func `on a day without agents no time fits`() throws {
        var script = try Self.script(.businessDays)
        script.say(.date(try Self.day("2026-03-04")))
        script.heardOut()
        script.say(.time(try Self.time("10:00")))
        #expect(script.said == ["unclear", "ask_time"])
    }
}
