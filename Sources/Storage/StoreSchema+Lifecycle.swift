// The life of a promise after its call, and the end of records.
extension StoreSchema {
    /// What rewrites records has a row in `upkeep` for the length of its transaction; so nothing else gets past the
    /// triggers, and no other connection ever sees the row.
    static let version2 = """
        CREATE TABLE upkeep (purpose TEXT NOT NULL CHECK (purpose IN ('erasure', 'retention'))) STRICT;

        -- That records were erased or purged, without whose they were.
        CREATE TABLE upkeep_log (
            id INTEGER PRIMARY KEY,
            purpose TEXT NOT NULL CHECK (purpose IN ('erasure', 'retention')),
            done_on TEXT NOT NULL,
            calls INTEGER NOT NULL,
            events INTEGER NOT NULL,
            promises INTEGER NOT NULL,
            payments INTEGER NOT NULL
        ) STRICT;

        ALTER TABLE promises ADD COLUMN judged_on TEXT;
        ALTER TABLE instalments ADD COLUMN state TEXT NOT NULL DEFAULT 'pending'
            CHECK (state IN ('pending', 'kept', 'partial', 'broken'));
        ALTER TABLE instalments ADD COLUMN paid_minor_units INTEGER NOT NULL DEFAULT 0
            CHECK (paid_minor_units BETWEEN 0 AND minor_units);

        CREATE TABLE promise_changes (
            id INTEGER PRIMARY KEY,
            promise INTEGER NOT NULL REFERENCES promises(id),
            was TEXT NOT NULL,
            became TEXT NOT NULL,
            cause TEXT NOT NULL CHECK (cause IN ('payments', 'dispute', 'operator')),
            changed_on TEXT NOT NULL
        ) STRICT;
        CREATE INDEX promise_changes_promise ON promise_changes(promise, id);

        CREATE TABLE payment_files (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL UNIQUE,
            payments INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            imported_on TEXT NOT NULL
        ) STRICT;

        CREATE TABLE payments (
            id INTEGER PRIMARY KEY,
            row_key TEXT NOT NULL UNIQUE,
            account TEXT NOT NULL,
            minor_units INTEGER NOT NULL CHECK (minor_units > 0),
            currency TEXT NOT NULL,
            posted TEXT NOT NULL,
            promise_reference TEXT,
            file INTEGER NOT NULL REFERENCES payment_files(id)
        ) STRICT;
        CREATE INDEX payments_account ON payments(account, posted);

        -- An entry of the stop list outlives the call on which it was made.
        CREATE TABLE stop_list_2 (
            id INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            phone TEXT,
            call TEXT REFERENCES calls(id),
            date TEXT NOT NULL
        ) STRICT;
        INSERT INTO stop_list_2 SELECT id, account, phone, call, date FROM stop_list;
        DROP TABLE stop_list;
        ALTER TABLE stop_list_2 RENAME TO stop_list;
        CREATE INDEX stop_list_account ON stop_list(account);
        CREATE INDEX stop_list_phone ON stop_list(phone) WHERE phone IS NOT NULL;
        CREATE INDEX stop_list_call ON stop_list(call) WHERE call IS NOT NULL;

        DROP TRIGGER calls_close_once;
        CREATE TRIGGER calls_close_once BEFORE UPDATE ON calls
            WHEN OLD.call_end IS NOT NULL AND NOT EXISTS (SELECT 1 FROM upkeep)
            BEGIN SELECT RAISE(ABORT, 'the call is already closed'); END;
        DROP TRIGGER calls_are_kept;
        CREATE TRIGGER calls_are_kept BEFORE DELETE ON calls WHEN NOT EXISTS (SELECT 1 FROM upkeep)
            BEGIN SELECT RAISE(ABORT, 'calls are never deleted'); END;
        DROP TRIGGER events_are_not_changed;
        CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events WHEN NOT EXISTS (SELECT 1 FROM upkeep)
            BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
        DROP TRIGGER events_are_kept;
        CREATE TRIGGER events_are_kept BEFORE DELETE ON events WHEN NOT EXISTS (SELECT 1 FROM upkeep)
            BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
        DROP TRIGGER promises_are_kept;
        CREATE TRIGGER promises_are_kept BEFORE DELETE ON promises WHEN NOT EXISTS (SELECT 1 FROM upkeep)
            BEGIN SELECT RAISE(ABORT, 'promises are never deleted'); END;
        DROP TRIGGER account_events_are_not_changed;
        CREATE TRIGGER account_events_are_not_changed BEFORE UPDATE ON account_events
            WHEN NOT EXISTS (SELECT 1 FROM upkeep)
            BEGIN SELECT RAISE(ABORT, 'account events are never changed'); END;
        DROP TRIGGER account_events_are_kept;
        CREATE TRIGGER account_events_are_kept BEFORE DELETE ON account_events
            WHEN NOT EXISTS (SELECT 1 FROM upkeep)
            BEGIN SELECT RAISE(ABORT, 'account events are never deleted'); END;
        """

    /// An erasure cancels the promises that stand.
    static let version3 = """
        CREATE TABLE promise_changes_2 (
            id INTEGER PRIMARY KEY,
            promise INTEGER NOT NULL REFERENCES promises(id),
            was TEXT NOT NULL,
            became TEXT NOT NULL,
            cause TEXT NOT NULL CHECK (cause IN ('payments', 'dispute', 'operator', 'erasure')),
            changed_on TEXT NOT NULL
        ) STRICT;
        INSERT INTO promise_changes_2 SELECT id, promise, was, became, cause, changed_on FROM promise_changes;
        DROP TABLE promise_changes;
        ALTER TABLE promise_changes_2 RENAME TO promise_changes;
        CREATE INDEX promise_changes_promise ON promise_changes(promise, id);
        """

    /// Whose account a call was about, so that a person can be erased with all that is theirs.
    static let version5 = """
        ALTER TABLE calls ADD COLUMN debtor TEXT;
        CREATE INDEX calls_debtor ON calls(debtor) WHERE debtor IS NOT NULL;
        """
}
