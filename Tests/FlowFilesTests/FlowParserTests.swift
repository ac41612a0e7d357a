import Dialog
import Testing

@testable import FlowFiles

@Suite struct `Flow parser` {
    private func everyKind() throws -> Flow {
        let parsed = FlowParser.parse(try Fixtures.bytes("valid/every-kind.yaml"), file: "every-kind.yaml")
        return try #require(parsed.flow)
    }

    @Test func `the frame of a flow is read`() throws {
        let flow = try everyKind()
        #expect(flow.name == "every-kind")
        #expect(flow.version == 12)
        #expect(flow.languages == ["en-US", "es-ES"])
        #expect(flow.policy == "us-regulation-f")
        #expect(flow.start == "answered")
        #expect(!flow.isSubFlow)
        #expect(flow.steps.first?.id == "answered")
        #expect(flow.steps.last?.id == "close")
        #expect(flow.defaults.noInput.timeout == .seconds(5))
        #expect(
            flow.defaults.noMatch
                == RetryPolicy(tries: 3, prompts: ["sorry_unclear"], then: .step("to_agent")))
    }

    @Test func `data keep type, origin, sensitivity and secrecy`() throws {
        let fields = try everyKind().fields
        func field(_ name: FieldName) throws -> DataField { try #require(fields.first { $0.name == name }) }
        #expect(try field("callback").origin == .organisation)
        #expect(try field("id_last4").length == 4)
        #expect(try field("birth_date").isSecret)
        #expect(try field("product").isOptional)
        #expect(try field("balance").about == .debt)
        #expect(try field("minimum_payment").origin == .terms)
    }

    @Test func `universals keep action, keys and conditions`() throws {
        let universals = try everyKind().universals
        #expect(universals.map(\.name) == ["repeat", "help", "stop_calling", "language", "dispute"])
        #expect(universals[0].action == .replay)
        #expect(universals[0].max == 3)
        #expect(universals[1].action == .say("help"))
        #expect(universals[2].action == .goto("cease"))
        #expect(universals[2].keys == "*9")
        #expect(universals[3].language == .other)
        #expect(universals[4].requiresVerification)
        #expect(universals[4].before == "neutral_answer")
    }

    @Test func `an ask keeps all that is said of it`() throws {
        let flow = try everyKind()
        guard case .ask(let party) = flow["right_party"]?.kind,
            case .ask(let amount) = flow["ask_amount"]?.kind,
            case .ask(let code) = flow["ask_code"]?.kind
        else {
            Issue.record("no asks")
            return
        }
        #expect(party.type == .choice("party_answers"))
        #expect(party.identifies == "speaking")
        #expect(party.noInput.timeout == .milliseconds(2500))
        #expect(party.confidence == ConfidenceLevels(accept: 0.7, confirm: 0.4))
        #expect(party.bargeIn == .keys)
        #expect(!party.acceptsKeys)
        #expect(party.when["absent"] == .step("close"))
        #expect(
            amount.type
                == .money(ValueLimits(min: .field("minimum_payment"), max: .amount(minorUnits: 100_000))))
        #expect(amount.confirm == .whenUnsure)
        #expect(amount.confirmPrompt == "confirm_amount")
        #expect(amount.outOfRange == "amount_out_of_range")
        #expect(amount.when == ["next": .step("ask_date")])
        #expect(code.type == .digits(2...6))
        #expect(code.isSecret)
    }

    private func time(_ text: String) -> Operand {
        guard let time = LocalTime(text: text) else { preconditionFailure("not a time: \(text)") }
        return .literal(.time(time))
    }

    @Test func `faults and the recording have their place`() throws {
        let flow = try everyKind()
        #expect(flow.fault == .step("close"))
        #expect(flow["hand_over"]?.fault == .step("to_agent"))
        #expect(flow["right_party"]?.fault == nil)
        #expect(flow.recordFrom == .answer)
    }

    @Test func `numbers and times keep their limits`() throws {
        let flow = try everyKind()
        guard case .ask(let count) = flow["ask_count"]?.kind, case .ask(let at) = flow["ask_time"]?.kind
        else {
            Issue.record("no asks")
            return
        }
        #expect(count.type == .number(ValueLimits(min: .literal(.number(2)), max: .field("days_late"))))
        #expect(at.type == .time(ValueLimits(min: time("09:00"), max: time("17:30"))))
    }

    @Test func `a check takes its type from the secret`() throws {
        guard case .check(let check) = try everyKind()["checked"]?.kind else {
            Issue.record("no check")
            return
        }
        #expect(check.against == "id_last4")
        #expect(check.type == .digits(4))
        #expect(check.tries == 1)
        #expect(check.unsureTries == 2)
        #expect(Set(check.when.keys) == ["pass", "fail", "unsure", "locked", "refused"])
    }

    @Test func `literals of a decide take the type of the value`() throws {
        guard case .decide(let decide) = try everyKind()["which"]?.kind else {
            Issue.record("no decide")
            return
        }
        #expect(
            decide.cases.map(\.comparison) == [
                .atLeast(.field("balance")), .lessThan(.amount(minorUnits: 2500)), .withinDays(7),
                .moreThan(.literal(.number(30))), .equals(.literal(.choice("speaking"))),
                .atMost(.literal(.number(2))), .differs(.field("today")), .atLeast(time("12:00")), .isUnset,
                .atLeast(.literal(.level(.l2))),
            ])
        #expect(decide.cases[5].value == .visits("ask_amount"))
        #expect(decide.otherwise == .step("close"))
    }

    @Test func `commits are typed`() throws {
        let flow = try everyKind()
        func content(_ step: StepID) -> Commit.Content? {
            if case .commit(let commit) = flow[step]?.kind { commit.content } else { nil }
        }
        #expect(
            content("save")
                == .promise(
                    .partial, amount: .field("amount"), due: .field("due_date"), instalments: 1,
                    intervalDays: 0))
        #expect(
            content("save_plan")
                == .promise(
                    .plan, amount: .amount(minorUnits: 5000), due: .field("today"), instalments: 3,
                    intervalDays: 10))
        guard case .commit(let plan)? = flow["save_plan"]?.kind else { return _ = Issue.record("no commit") }
        #expect(plan.requires == .l2)
        #expect(flow.universals.first { $0.name == .stopCalling }?.confirm == "confirm_stop")
        #expect(content("call_back") == .callBack(on: .field("due_date")))
        #expect(content("hardship") == .flag(.hardship))
        #expect(content("dispute") == .dispute)
        #expect(content("cease") == .stopCalling)
    }

    @Test func `edges know where their targets stand`() throws {
        let flow = try everyKind()
        #expect(flow["opening"]?.edgePositions["next"]?.column == 11)
        let party = try #require(flow["right_party"])
        #expect(
            Set(party.edgePositions.keys) == [
                "speaking", "fetching", "absent", "noinput", "nomatch", "visits",
            ])
        let which = try #require(flow["which"])
        #expect(which.edgePositions["case1"]?.line == which.position.line + 2)
        #expect(which.edgePositions["otherwise"]?.line == which.position.line + 12)
    }

    @Test func `a sub-flow read alone trusts names that its root may have`() {
        let text = """
            flow: sub
            version: 1
            outcomes: [done]
            start: which
            steps:
              which:
                decide:
                  - {value: $balance, at_least: 25.00, goto: done}
                otherwise: done
            """
        let bytes = Array(text.utf8)
        #expect(FlowParser.parse(bytes, file: "sub.yaml").diagnostics.isEmpty)
        let date = DataField(name: "balance", type: .date)
        #expect(
            FlowParser.parse(bytes, file: "sub.yaml", rootData: [date]).diagnostics.map(\.message) == [
                "'at_least' of case 1 of step 'which' must be a date such as 2026-03-15 or a $reference, not '25.00'"
            ])
        #expect(
            FlowParser.parse(bytes, file: "sub.yaml", rootData: []).diagnostics.map(\.message) == [
                "'$balance' is no slot, datum or input that 'value' of case 1 of step 'which' can refer to"
            ])
    }

    @Test func `problems come sorted and each once`() throws {
        let parsed = FlowParser.parse(try Fixtures.bytes("invalid/universals.yaml"), file: "universals.yaml")
        let places = parsed.diagnostics.map { [$0.position.line, $0.position.column] }
        #expect(places == places.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(Set(parsed.diagnostics).count == parsed.diagnostics.count)
    }

    @Test(arguments: [
        ("en", true), ("en-US", true), ("zh-Hant-TW", true), ("es-419", true), ("en_US", false),
        ("EN-us", false),
        ("en-", false), ("", false), ("en-US-x", false), ("english", false),
    ])
    func `language tags are well-formed`(tag: String, isValid: Bool) {
        #expect(LanguageRule.holds(for: tag) == isValid)
    }

    @Test func `times have units and bounds`() {
        #expect(Literal.duration("300ms") == .milliseconds(300))
        #expect(Literal.duration("5s") == .seconds(5))
        #expect(Literal.duration("2m") == .seconds(120))
        for text in ["5", "s", "", "1.5s", "-1s", "9999999s", "5 s", "٣s"] {
            #expect(Literal.duration(text) == nil)
        }
    }

    @Test func `amounts have two decimals and no sign`() {
        #expect(Literal.minorUnits("25.00") == 2500)
        #expect(Literal.minorUnits("999999999999.99") == 99_999_999_999_999)
        for text in ["25", "25.0", "-1.00", "1,000.00", ".50", "1.000", "9999999999999.00", "1.0a"] {
            #expect(Literal.minorUnits(text) == nil)
        }
    }
}
