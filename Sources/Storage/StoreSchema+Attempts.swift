// Calls that we place.
extension StoreSchema {
    /// An attempt is written before its INVITE leaves, so that a crash forgets none; how it turned out is written once.
    ///
    /// The row of `calls` with the same identity comes when somebody answers.
    static let version6 = """
        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY,
            call TEXT NOT NULL UNIQUE,
            account TEXT NOT NULL,
            debtor TEXT,
            phone TEXT,
            flow TEXT NOT NULL,
            date TEXT NOT NULL,
            placed_at TEXT NOT NULL,
            owner INTEGER NOT NULL REFERENCES owners(id),
            state TEXT NOT NULL DEFAULT 'placed' CHECK (state IN ('placed', 'answered', 'not_reached')),
            disposition TEXT,
            sip_status INTEGER,
            CHECK ((state = 'not_reached') = (disposition IS NOT NULL))
        ) STRICT;
        CREATE INDEX attempts_account ON attempts(account, date);
        CREATE INDEX attempts_debtor ON attempts(debtor) WHERE debtor IS NOT NULL;
        CREATE INDEX attempts_open ON attempts(owner) WHERE state = 'placed';
        CREATE TRIGGER attempts_turn_out_once BEFORE UPDATE ON attempts
            WHEN OLD.state <> 'placed' AND NOT EXISTS (SELECT 1 FROM upkeep)
            BEGIN SELECT RAISE(ABORT, 'it is known already how the attempt turned out'); END;
        CREATE TRIGGER attempts_are_kept BEFORE DELETE ON attempts WHEN NOT EXISTS (SELECT 1 FROM upkeep)
            BEGIN SELECT RAISE(ABORT, 'attempts are never deleted'); END;
        """
}
