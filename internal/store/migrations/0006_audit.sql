-- What the service noted of the account's activity, kept beyond the 90 days for
-- which the service keeps it.
CREATE TABLE audit (
    num       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE, -- the service's; a record that comes again is the same
    at        INTEGER NOT NULL,     -- times are nanoseconds since 1970, UTC
    actor     TEXT NOT NULL,
    operation TEXT NOT NULL,        -- as the service names it
    outcome   TEXT NOT NULL,
    resource  TEXT NOT NULL,
    customer  TEXT NOT NULL,
    subject   TEXT NOT NULL,
    detail    TEXT NOT NULL,
    record    TEXT NOT NULL         -- JSON as it came, without passwords
) STRICT;

CREATE INDEX audit_by_time ON audit (at, num);
CREATE INDEX audit_by_customer ON audit (customer, operation, at) WHERE customer <> '';

CREATE TRIGGER audit_keeps_its_records BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit archive is append-only'); END;

CREATE TRIGGER audit_loses_no_record BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit archive is append-only'); END;

-- The days that were asked for, and when. A day that was asked for long enough
-- after its end is complete.
CREATE TABLE audit_days (
    day        TEXT PRIMARY KEY, -- of UTC, such as 2026-03-02
    fetched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
