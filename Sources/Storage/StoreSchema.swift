import GRDB

/// The tables of a store and how they came to be; a migration that was released is never changed.
enum StoreSchema {
    /// Marks a SQLite file as ours, in its header ("prms").
    static let applicationID: Int32 = 0x7072_6D73

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in try db.execute(sql: version1) }
        migrator.registerMigration("v2") { db in try db.execute(sql: version2) }
        migrator.registerMigration("v3") { db in try db.execute(sql: version3) }
        migrator.registerMigration("v4") { db in try db.execute(sql: version4) }
        migrator.registerMigration("v5") { db in try db.execute(sql: version5) }
        migrator.registerMigration("v6") { db in try db.execute(sql: version6) }
        migrator.registerMigration("v7") { db in try db.execute(sql: version7) }
        return migrator
    }

    /// The time of day at which a call-back is wanted, `09:30`, on the clock of the person who is called.
    private static let version4 = "ALTER TABLE account_events ADD COLUMN requested_time TEXT"

    /// Amounts are in minor units, days ISO 8601, times in milliseconds of media time since answer.
    private static let version1 = """
        -- One row for each process that ran calls; it holds a lock for as long as it lives.
        CREATE TABLE owners (id INTEGER PRIMARY KEY) STRICT;

        CREATE TABLE calls (
            id TEXT PRIMARY KEY NOT NULL,
            account TEXT NOT NULL,
            flow TEXT NOT NULL,
            flow_version INTEGER NOT NULL,
            language TEXT NOT NULL,
            date TEXT NOT NULL,
            seed TEXT NOT NULL,
            phone TEXT,
            owner INTEGER NOT NULL REFERENCES owners(id),
            call_end TEXT,
            disposition TEXT,
            duration_ms INTEGER,
            recovered INTEGER NOT NULL DEFAULT 0 CHECK (recovered IN (0, 1)),
            CHECK ((call_end IS NULL) = (disposition IS NULL) AND (call_end IS NULL) = (duration_ms IS NULL))
        ) STRICT;
        CREATE INDEX calls_open ON calls(owner) WHERE call_end IS NULL;
        CREATE INDEX calls_account ON calls(account, date);
        CREATE TRIGGER calls_close_once BEFORE UPDATE ON calls WHEN OLD.call_end IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'the call is already closed'); END;
        CREATE TRIGGER calls_are_kept BEFORE DELETE ON calls
            BEGIN SELECT RAISE(ABORT, 'calls are never deleted'); END;

        CREATE TABLE events (
            call TEXT NOT NULL REFERENCES calls(id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            media_ms INTEGER NOT NULL,
            kind TEXT NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (call, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER events_are_in_order BEFORE INSERT ON events
            WHEN NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM events WHERE call = NEW.call)
            BEGIN SELECT RAISE(ABORT, 'the next event of the call has another number'); END;
        CREATE TRIGGER events_end_with_the_call BEFORE INSERT ON events
            WHEN (SELECT call_end FROM calls WHERE id = NEW.call) IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'the call is already closed'); END;
        CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
            BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
        CREATE TRIGGER events_are_kept BEFORE DELETE ON events
            BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

        CREATE TABLE promises (
            id INTEGER PRIMARY KEY,
            reference TEXT NOT NULL UNIQUE,
            account TEXT NOT NULL,
            call TEXT NOT NULL REFERENCES calls(id),
            kind TEXT NOT NULL CHECK (kind IN ('full', 'partial', 'plan', 'settlement')),
            status TEXT NOT NULL CHECK (status IN
                ('proposed', 'confirmed', 'kept', 'partial', 'broken', 'cancelled', 'renegotiated', 'disputed')),
            announcement TEXT NOT NULL CHECK (announcement IN ('pending', 'announced', 'unannounced')),
            verification_level TEXT NOT NULL,
            read_back TEXT NOT NULL,
            confirmed_at_ms INTEGER NOT NULL,
            created_on TEXT NOT NULL,
            supersedes TEXT REFERENCES promises(reference)
        ) STRICT;
        CREATE UNIQUE INDEX promises_one_open ON promises(account) WHERE status IN ('proposed', 'confirmed');
        CREATE INDEX promises_call ON promises(call);
        CREATE INDEX promises_created ON promises(created_on, id);
        CREATE TRIGGER promises_belong_to_a_running_call BEFORE INSERT ON promises
            WHEN (SELECT call_end FROM calls WHERE id = NEW.call) IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'the call is already closed'); END;
        CREATE TRIGGER promises_are_kept BEFORE DELETE ON promises
            BEGIN SELECT RAISE(ABORT, 'promises are never deleted'); END;

        CREATE TABLE instalments (
            promise INTEGER NOT NULL REFERENCES promises(id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            minor_units INTEGER NOT NULL CHECK (minor_units > 0),
            currency TEXT NOT NULL,
            due TEXT NOT NULL,
            PRIMARY KEY (promise, sequence)
        ) STRICT, WITHOUT ROWID;

        -- Call-backs, stop requests, disputes and flags.
        CREATE TABLE account_events (
            id INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            call TEXT NOT NULL REFERENCES calls(id),
            kind TEXT NOT NULL CHECK (kind IN ('call_back', 'stop_calling', 'dispute', 'flag')),
            flag TEXT,
            requested_day TEXT,
            media_ms INTEGER NOT NULL,
            created_on TEXT NOT NULL
        ) STRICT;
        CREATE INDEX account_events_account ON account_events(account, id);
        CREATE INDEX account_events_call ON account_events(call);
        CREATE TRIGGER account_events_belong_to_a_running_call BEFORE INSERT ON account_events
            WHEN (SELECT call_end FROM calls WHERE id = NEW.call) IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'the call is already closed'); END;
        CREATE TRIGGER account_events_are_not_changed BEFORE UPDATE ON account_events
            BEGIN SELECT RAISE(ABORT, 'account events are never changed'); END;
        CREATE TRIGGER account_events_are_kept BEFORE DELETE ON account_events
            BEGIN SELECT RAISE(ABORT, 'account events are never deleted'); END;

        CREATE TABLE stop_list (
            id INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            phone TEXT,
            call TEXT NOT NULL REFERENCES calls(id),
            date TEXT NOT NULL
        ) STRICT;
        CREATE INDEX stop_list_account ON stop_list(account);
        CREATE INDEX stop_list_phone ON stop_list(phone) WHERE phone IS NOT NULL;
        """
}
