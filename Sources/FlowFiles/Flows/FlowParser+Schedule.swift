import Dialog

/// What `within:` of an `ask` can name.
private enum ScheduleWord: String, CaseIterable {
    case agentHours = "agent_hours"
}

extension FlowParser {
    /// What a day or time must fit in.
    func schedule(_ ask: Record, _ word: AskTypeWord?) -> Schedule? {
        let within = ask.word("within", of: ScheduleWord.self)
        switch word {
        case .date:
            let isBusiness = ask.truth("business_days") == true
            if ask.truth("past") == true {
                ask.refuse(["business_days", "within"], because: "the date is a past one")
                return nil
            }
            if isBusiness, within != nil {
                ask.refuse(["business_days"], because: "the days on which agents are there are business days")
            }
            return within != nil ? .agentDays : isBusiness ? .businessDays : nil
        case .time:
            guard within != nil else {
                ask.refuse(["on"], because: "it is the day of 'within', which is missing")
                return nil
            }
            guard let node = ask["on"] else {
                findings.error(
                    ask.keyPosition("within"),
                    "\(ask.subject) needs 'on': the day of which the time must be within agent_hours")
                return nil
            }
            return operand(node, "'on' of \(ask.subject)", expected: .date).map {
                .agentHours(on: $0.operand)
            }
        case .yesNo, .choice, .digits, .money, .number, nil:
            return nil
        }
    }

    /// The prompt that offers what fits; it must be there if something may not fit.
    mutating func nearestPrompt(_ ask: Record, _ schedule: Schedule?, _ draft: inout StepDraft) -> PromptID? {
        guard schedule != nil else {
            if !ask.has("within"), !ask.has("business_days") {
                ask.refuse(
                    ["nearest_prompt"], because: "it takes any day or time; say 'business_days' or 'within'")
            }
            return nil
        }
        if !ask.has("nearest_prompt") {
            findings.error(
                ask.position,
                "\(ask.subject) needs 'nearest_prompt': what offers the nearest day or time that fits")
        }
        if ask["secret"]?.scalarText == "true" {
            findings.error(
                ask.keyPosition("secret"), "\(ask.subject) is secret: no value can be offered for it")
        }
        return askPrompts(ask, "nearest_prompt", &draft)?.first
    }
}
