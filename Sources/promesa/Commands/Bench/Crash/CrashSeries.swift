import Calls
import Dialog

/// A series of calls by number, the same in the process that makes them and in the one that checks them.
struct CrashSeries {
    private let setups: [CallSetup]

    init(folder: String) throws { setups = try SimulatedProject.setups(folder: folder) }

    /// The call with that number; each is of an account of its own, which may promise.
    func setup(_ number: Int) -> CallSetup {
        let base = setups[number % setups.count]
        return CallSetup(
            account: AccountID("C-\(number)"), program: base.program, catalogue: base.catalogue,
            language: base.language, currency: base.currency, data: base.data, today: base.today,
            seed: UInt64(number), phone: base.phone)
    }
}

/// A caller at the keys who mostly agrees, and now and then doesn't.
struct KeyingCaller {
    private var random: SeededGenerator
    private var identityAnswers = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func next(_ listening: ListenRequest?, _ data: CallData) -> TextConversation.Input {
        switch Int.random(in: 0..<100, using: &random) {
        case 0: return .hangUp
        case 1: return .keys("*9")
        case 2...4: return .silence
        case 5...11: return .keys("2")
        case 12...13: return .words("purple")
        default: return answer(listening, data)
        }
    }

    private mutating func answer(_ listening: ListenRequest?, _ data: CallData) -> TextConversation.Input {
        guard case .secret(let name, _)? = listening?.purpose, let secret = data.secrets[name] else {
            return .keys("1")
        }
        identityAnswers += 1
        guard case .date(let date) = secret else { return .keys(secret.canonicalText) }
        let (year, month, day) = (
            Self.digits(date.year, 4), Self.digits(date.month, 2), Self.digits(date.day, 2)
        )
        // Which comes first depends on the language; the second try is the other way round.
        return .keys(identityAnswers % 2 == 1 ? month + day + year : day + month + year)
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
