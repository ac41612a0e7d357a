// Outcomes that somebody is still to be told of.
extension StoreSchema {
    /// A row is written with the outcome itself and goes when it was delivered.
    static let version7 = """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key TEXT NOT NULL UNIQUE,
            account TEXT NOT NULL,
            body TEXT NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            next_try_ms INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX outbox_due ON outbox(next_try_ms, id);
        CREATE INDEX outbox_account ON outbox(account);
        """
}
