/// A store as version 1 wrote it, dumped as SQL; never changed, so that old stores stay readable.
///
/// Events, accounts and numbers are made up.
let storeOfVersion1 = #"""
    BEGIN TRANSACTION;
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
    INSERT INTO "account_events" VALUES(1,'A-1001','c1','stop_calling',NULL,NULL,82000,'2026-03-02');
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
    INSERT INTO "calls" VALUES('c1','A-1001','early-recovery',3,'en-US','2026-03-02','18446744073709551615','+12025550123',1,'we_hung_up','PTP',95000,0);
    CREATE TABLE events (
        call TEXT NOT NULL REFERENCES calls(id),
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        media_ms INTEGER NOT NULL,
        kind TEXT NOT NULL,
        json TEXT NOT NULL,
        PRIMARY KEY (call, sequence)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO "events" VALUES('c1',1,20,'tick','{"n":1}');
    INSERT INTO "events" VALUES('c1',2,40,'tick','{"n":2}');
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO "grdb_migrations" VALUES('v1');
    CREATE TABLE instalments (
        promise INTEGER NOT NULL REFERENCES promises(id),
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        minor_units INTEGER NOT NULL CHECK (minor_units > 0),
        currency TEXT NOT NULL,
        due TEXT NOT NULL,
        PRIMARY KEY (promise, sequence)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO "instalments" VALUES(1,1,22500,'USD','2026-03-15');
    INSERT INTO "instalments" VALUES(1,2,22500,'USD','2026-03-29');
    CREATE TABLE owners (id INTEGER PRIMARY KEY) STRICT;
    INSERT INTO "owners" VALUES(1);
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
    INSERT INTO "promises" VALUES(1,'635011','A-1001','c1','plan','confirmed','announced','L1','Two payments of 225 dollars.',81240,'2026-03-02',NULL);
    CREATE TABLE stop_list (
        id INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        phone TEXT,
        call TEXT NOT NULL REFERENCES calls(id),
        date TEXT NOT NULL
    ) STRICT;
    INSERT INTO "stop_list" VALUES(1,'A-1001','+12025550123','c1','2026-03-02');
    CREATE INDEX calls_open ON calls(owner) WHERE call_end IS NULL;
    CREATE INDEX calls_account ON calls(account, date);
    CREATE TRIGGER calls_close_once BEFORE UPDATE ON calls WHEN OLD.call_end IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'the call is already closed'); END;
    CREATE TRIGGER calls_are_kept BEFORE DELETE ON calls
        BEGIN SELECT RAISE(ABORT, 'calls are never deleted'); END;
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
    CREATE UNIQUE INDEX promises_one_open ON promises(account) WHERE status IN ('proposed', 'confirmed');
    CREATE INDEX promises_call ON promises(call);
    CREATE INDEX promises_created ON promises(created_on, id);
    CREATE TRIGGER promises_belong_to_a_running_call BEFORE INSERT ON promises
        WHEN (SELECT call_end FROM calls WHERE id = NEW.call) IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'the call is already closed'); END;
    CREATE TRIGGER promises_are_kept BEFORE DELETE ON promises
        BEGIN SELECT RAISE(ABORT, 'promises are never deleted'); END;
    CREATE INDEX account_events_account ON account_events(account, id);
    CREATE INDEX account_events_call ON account_events(call);
    CREATE TRIGGER account_events_belong_to_a_running_call BEFORE INSERT ON account_events
        WHEN (SELECT call_end FROM calls WHERE id = NEW.call) IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'the call is already closed'); END;
    CREATE TRIGGER account_events_are_not_changed BEFORE UPDATE ON account_events
        BEGIN SELECT RAISE(ABORT, 'account events are never changed'); END;
    CREATE TRIGGER account_events_are_kept BEFORE DELETE ON account_events
        BEGIN SELECT RAISE(ABORT, 'account events are never deleted'); END;
    CREATE INDEX stop_list_account ON stop_list(account);
    CREATE INDEX stop_list_phone ON stop_list(phone) WHERE phone IS NOT NULL;
    COMMIT;
    """#
