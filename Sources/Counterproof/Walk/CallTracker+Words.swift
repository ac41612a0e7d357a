import Dialog

// What prompts tell, what values they and comparisons need, and how comparisons come out.
extension CallTracker {
    /// Says a prompt to whoever is there.
    mutating func hear(_ spoken: Map.Spoken, at position: inout Position) {
        let says = words.says(spoken.prompt)
        if tellsDebt(spoken.prompt, at: position) {
            if !position.person.isVerified(to: terms.debtLevel) {
                report(.debt, at: position)
            } else if !says.contains(.legalNotice), !position.person.heard.contains(.legalNotice) {
                report(.notice, at: position)
            }
        }
        // Whoever gives a command is no machine.
        if spoken.command != nil { position.person.heard.subtract([.isRecorder, .isRecording]) }
        record(says, at: &position)
        if spoken.command != .stopCalling { open(says, &position) }
        speakValues(spoken, position)
    }

    func tellsDebt(_ prompt: PromptID, at position: Position) -> Bool {
        words.tellsDebt(prompt)
            || words.names(in: prompt).contains {
                meanings.binding(of: $0, in: position.top.meaning)?.isDebt == true
            }
    }

    /// The name of the business comes first, and next what must come next.
    private mutating func open(_ says: Set<Says>, _ position: inout Position) {
        let heard = position.person.heard
        if heard.contains(.saidStop) || says.contains(.voicemail) && heard.contains(.isRecorder) { return }
        guard heard.contains(.business) else {
            position.person.heard.insert(.business)
            guard says.contains(.businessIdentity) else { return report(.identity, at: position) }
            if !says.contains(.optOut) { position.person.heard.insert(.optOutIsNext) }
            if !says.contains(.automatedNotice) { position.person.heard.insert(.machineIsNext) }
            return
        }
        if heard.contains(.optOutIsNext), !says.contains(.optOut) { report(.optOutNext, at: position) }
        if heard.contains(.machineIsNext), !says.contains(.automatedNotice) {
            report(.machineNext, at: position)
        }
        position.person.heard.subtract([.optOutIsNext, .machineIsNext])
    }

    /// A machine is told messages for machines while it records, and a person none.
    private mutating func record(_ says: Set<Says>, at position: inout Position) {
        let heard = position.person.heard
        let isMessage = says.contains(.voicemail)
        let isRight = heard.contains(.isRecorder) ? isMessage && heard.contains(.isRecording) : !isMessage
        if !isRight { report(.recorder, at: position) }
        // Who was told something else was told it once; it isn't asked what they hear later.
        if !isMessage { position.person.heard.subtract([.isRecorder, .isRecording]) }
    }

    private mutating func speakValues(_ spoken: Map.Spoken, _ position: Position) {
        var own: FieldName?
        if spoken.occasion == .ownValue, case .ask(let ask) = map.step(at: position.top).kind {
            own = ask.slot
        }
        for name in words.names(in: spoken.prompt) where name != own {
            need(.field(name), at: position)
            let isReference =
                name == .promiseReference && meanings.binding(of: name, in: position.top.meaning) == nil
                && !map.isSlot(name, in: position.top.flow)
            if isReference, !position.person.heard.contains(.promised) { report(.value, at: position) }
        }
    }

    // MARK: Values

    /// Reports a value that is not there.
    mutating func need(_ operand: Operand, at position: Position, ofSlotsAlone: Bool = false) {
        guard case .field(let name) = operand else { return }
        if !hasValue(name, at: position, ofSlotsAlone: ofSlotsAlone) { report(.value, at: position) }
    }

    private func hasValue(_ name: FieldName, at position: Position, ofSlotsAlone: Bool) -> Bool {
        if let bound = meanings.binding(of: name, in: position.top.meaning) {
            return ofSlotsAlone || !isAbsent(bound, at: position)
        }
        guard let place = map.place(of: name, in: position.top.flow) else { return true }
        return position.top.values.isSet(place)
    }

    private func isAbsent(_ bound: Meanings.Binding, at position: Position) -> Bool {
        guard case .datum(let name) = bound.source, let absent = position.absent else { return false }
        return map.program.root.fields[absent].name == name
    }

    func isDebt(_ operand: Operand, at position: Position) -> Bool {
        guard case .field(let name) = operand else { return false }
        return meanings.binding(of: name, in: position.top.meaning)?.isDebt == true
    }

    // MARK: Comparisons

    mutating func decide(_ decide: Decide, _ position: Position) {
        let compared = decide.cases.flatMap { [$0.value] + [$0.comparison.other].compactMap { $0 } }
        if compared.contains(where: { isDebt($0, at: position) }),
            !position.person.isVerified(to: terms.debtLevel)
        {
            report(.decision, at: position)
        }
        for test in decide.cases {
            if test.comparison != .isSet, test.comparison != .isUnset {
                need(test.value, at: position, ofSlotsAlone: true)
                if let other = test.comparison.other { need(other, at: position, ofSlotsAlone: true) }
            }
            let verdict = holds(test, at: position)
            if verdict != false { go(test.goto, from: position) }
            if verdict == true { return }
        }
        go(decide.otherwise, from: position)
    }

    private enum Known {
        case value(Value)
        case nothing
        case something
        case anything
    }

    /// Whether the comparison holds; nil if it may come out either way.
    private func holds(_ test: DecideCase, at position: Position) -> Bool? {
        let left = known(test.value, at: position)
        if case .nothing = left { return test.comparison == .isUnset }
        if test.comparison == .isSet || test.comparison == .isUnset {
            if case .anything = left { return nil }
            return test.comparison == .isSet
        }
        guard let other = test.comparison.other else { return nil }
        let right = known(other, at: position)
        if case .nothing = right { return false }
        guard case .value(.level(let first)) = left, case .value(.level(let second)) = right else {
            return nil
        }
        switch test.comparison {
        case .equals: return first == second
        case .differs: return first != second
        case .atLeast: return first >= second
        case .atMost: return first <= second
        case .moreThan: return first > second
        case .lessThan: return first < second
        case .withinDays, .isSet, .isUnset: return nil
        }
    }

    private func known(_ operand: Operand, at position: Position) -> Known {
        switch operand {
        case .literal(let value): return .value(value)
        case .visits, .amount: return .something
        case .field(.verifiedLevel): return position.person.level.map { .value(.level($0)) } ?? .nothing
        case .field(let name):
            guard let bound = meanings.binding(of: name, in: position.top.meaning) else {
                return hasValue(name, at: position, ofSlotsAlone: true) ? .something : .nothing
            }
            if case .literal(let value) = bound.source { return .value(value) }
            if isAbsent(bound, at: position) { return .nothing }
            guard case .datum(let datum) = bound.source,
                map.program.root.fields.first(where: { $0.name == datum })?.isOptional == true
            else { return .something }
            // It is not followed whether this account has the datum.
            return .anything
        }
    }
}
