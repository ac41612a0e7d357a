extension PronunciationDictionary {
    /// English words that the packaged dictionary lacks, or has in a form that people don't say on the telephone.
    ///
    /// A line here replaces the dictionary's own; at most two variants, the usual one first.
    static let englishAdditions: [String: [String]] = [
        "autodialer": ["AO T OW D AY L ER"],
        "chargeback": ["CH AA R JH B AE K"],
        "voicemail": ["V OY S M EY L"],
        "prepaid": ["P R IY P EY D"],
        "overdraft": ["OW V ER D R AE F T"],
        "online": ["AO N L AY N", "AA N L AY N"],
        "email": ["IY M EY L"],
        "paypal": ["P EY P AE L"],
        "zelle": ["Z EH L"],
        "venmo": ["V EH N M OW"],
        "robocall": ["R OW B OW K AO L"],
        "textable": ["T EH K S T AH B AH L"],
        "debtor": ["D EH T ER"],
        "payday": ["P EY D EY"],
        "paycheck": ["P EY CH EH K"],
    ]
}
