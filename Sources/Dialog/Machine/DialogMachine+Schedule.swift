// Days and times that must fit in a calendar.
extension DialogMachine {
    /// Whether a value lies within the limits and on a day, or at a time, that fits.
    func suits(_ value: Value, _ ask: Ask) -> Bool {
        guard isInRange(value, ask) else { return false }
        switch (ask.schedule, value) {
        case (.businessDays, .date(let date)): return facts.calendar.isBusinessDay(date)
        case (.agentDays, .date(let date)): return facts.calendar.isAgentDay(date)
        case (.agentHours(let on), .time(let time)):
            guard case .date(let date)? = self.value(on) else { return false }
            return facts.calendar.isAgentTime(time, on: date)
        case (_, _): return true
        }
    }

    /// Offers what fits and is nearest, as often as a confirmation may be rejected.
    mutating func offerNearest(to value: Value, _ listening: Listening, _ ask: Ask) {
        guard let near = nearest(to: value, ask, except: listening.rejected) else {
            return noMatch(listening, because: ask.outOfRange)
        }
        var next = listening
        next.phase = .confirming(near, alternatives: [])
        next.isCounterOffer = true
        put(next)
    }

    private func nearest(to value: Value, _ ask: Ask, except rejected: [Value]) -> Value? {
        switch (ask.type, value) {
        case (.date(.upcoming(let days)), .date(let date)):
            let day = CallCalendar.day(nearest: date, from: facts.today, days: days) { day in
                !rejected.contains(.date(day)) && suits(.date(day), ask)
            }
            return day.map { .date($0) }
        case (.time, .time(let time)):
            guard case .agentHours(let on)? = ask.schedule, case .date(let date)? = self.value(on) else {
                return nil
            }
            let refused = rejected.compactMap { if case .time(let time) = $0 { time } else { nil } }
            let near = facts.calendar.agentTime(nearest: time, on: date, except: refused).map {
                Value.time($0)
            }
            return near.flatMap { suits($0, ask) ? $0 : nil }
        case (_, _): return nil
        }
    }
}
