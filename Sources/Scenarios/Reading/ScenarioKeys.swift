/// The keys of a scenario file, by where they stand; `docs/scenarios.md` has them all.
package enum ScenarioKeys {
    /// What a call starts from: in `defaults` and in a scenario.
    package static let basis = [
        "flow", "prompts", "account", "organisation", "date", "language", "seed",
    ]
    /// A file of several scenarios.
    package static let file = ["defaults", "openings", "scenarios"]
    package static let scenario = ["scenario"] + basis + ["after", "call", "expect"]
    package static let account = ["file", "data", "without"]
    /// What an entry of `call` is, one of them each.
    package static let acts = [
        "says", "keys", "silence", "unclear", "interrupts", "hangup", "answers", "comes", "tone", "transfer",
        "store",
        "fault", "expect",
    ]
    /// Entries of `call` that may stand alone, as a word.
    package static let words = ["silence", "unclear", "hangup"]
    package static let interruption = ["says", "keys", "confidence", "at", "while"]
    package static let moment = ["at", "while"]
    package static let fault = ["part", "at", "while"]
    package static let expectation = [
        "prompt", "says", "step", "path", "slots", "disposition", "end", "promise", "never", "turns",
        "stored",
        "verified",
    ]
    package static let promise = ["kind", "instalments", "amounts", "dates", "announced"]
    package static let turns = ["at_least", "at_most"]
    /// What `never` takes beside texts.
    package static let debtUnverified = "debt content before verified"

    /// All of them, for the reference.
    package static var all: Set<String> {
        Set(
            file + scenario + account + acts + interruption + fault + expectation + promise + turns
                + ["confidence"])
    }
}
