import Dialog

// MARK: - When

extension DialQuestion {
    var ofHours: DialFinding {
        guard let rules, let hours = rules.hours else {
            return DialFinding(
                .hours, rule: "calling hours", isAllowed: false,
                "the policy '\(rules?.policy ?? "?")' has no rule `calling_hours`, so no hour is known to be allowed",
                record: "the policy")
        }
        func finding(_ isAllowed: Bool, _ reason: String, _ record: String) -> DialFinding {
            DialFinding(.hours, rule: hours.rule.rawValue, isAllowed: isAllowed, reason, record: record)
        }
        let zone = account.timeZone
        guard let now else {
            return finding(false, "the time zone '\(zone)' is not known here", "the account's file")
        }
        let there = "\(now.time) on \(now.date.weekday) \(now.date) in \(zone)"
        let window = "\(Self.clock(hours.from)) to \(Self.clock(hours.to))"
        guard hours.hasDay(now.date.weekday) else {
            return finding(false, "it is \(there); calls are made \(hours.daysInWords)", "the policy")
        }
        guard now.time.minutes >= hours.from * 60, now.time.minutes < hours.to * 60 else {
            return finding(false, "it is \(there), outside \(window)", "the account's file")
        }
        if !hours.mayCallOnHolidays {
            switch isHoliday {
            case nil:
                return finding(
                    false, "whether \(now.date) is a holiday in \(account.country) is not known here",
                    "Holidays/\(account.country).yaml")
            case true?:
                return finding(
                    false, "\(now.date) is a holiday in \(account.country)",
                    "Holidays/\(account.country).yaml")
            case false?: break
            }
        }
        return finding(true, "it is \(there), within \(window)", "the account's file")
    }

    private static func clock(_ hour: Int) -> String { (hour < 10 ? "0" : "") + "\(hour):00" }
}

extension DialRules.Hours {
    fileprivate func hasDay(_ day: Weekday) -> Bool {
        switch days {
        case "every_day": true
        case "monday_to_saturday": day != .sunday
        case "monday_to_friday": day != .sunday && day != .saturday
        default: false
        }
    }

    fileprivate var daysInWords: String { days.split(separator: "_").joined(separator: " ") }
}

// MARK: - How often

extension DialQuestion {
    /// The days that a limit of calls looks at, today's among them.
    private static let week = 7

    var ofCaps: [DialFinding] {
        guard let rules, let caps = rules.caps else {
            return [
                DialFinding(
                    .caps, rule: "call caps", isAllowed: false,
                    "the policy '\(rules?.policy ?? "?")' has no rule `call_caps`, so no number of calls is known to be allowed",
                    record: "the policy")
            ]
        }
        func finding(_ isAllowed: Bool, _ reason: String, _ record: String = "the store") -> DialFinding {
            DialFinding(.caps, rule: caps.rule.rawValue, isAllowed: isAllowed, reason, record: record)
        }
        guard let history else {
            return [finding(false, "the store can't be read, so earlier calls can't be counted")]
        }
        guard let today = now?.date else {
            return [finding(false, "without a known time zone no day of a call is known")]
        }
        // A clock that was set back makes days of the future: they count, too.
        let days = history.attempts.filter { $0.call != call }.map { $0.date.days(since: today) }
        let ofToday = days.count { $0 >= 0 }
        let ofWeek = days.count { $0 > -Self.week }
        var findings = [
            finding(
                ofToday < caps.mostADay && ofWeek < caps.mostIn7Days,
                "\(Self.calls(ofWeek)) placed in the last 7 days, of at most \(caps.mostIn7Days); "
                    + "\(ofToday) today, of at most \(caps.mostADay)")
        ]
        if let last = history.calls.filter({ $0.isConversation && $0.call != call }).max(by: {
            $0.date < $1.date
        }) {
            let isOver = today.days(since: last.date) >= caps.daysAfterConversation
            let next = last.date.adding(days: caps.daysAfterConversation)?.description ?? "?"
            findings.append(
                finding(
                    isOver,
                    "the last conversation was on \(last.date)"
                        + (isOver ? "" : "; no call before \(next)"), "call \(last.call)"))
        } else {
            findings.append(finding(true, "no conversation is on record"))
        }
        return findings
    }

    private static func calls(_ count: Int) -> String { count == 1 ? "1 call was" : "\(count) calls were" }
}
