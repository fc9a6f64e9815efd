-- Single facts about this database, by name.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta (name, value) VALUES
    ('changes', 0),        -- grows with each transaction
    ('generation', 0),     -- grows with each change that the customer list shows
    ('activity_count', 0), -- lines in the activity record
    ('activity_hash', x'');-- hash of its last line

CREATE TABLE customers (
    num             INTEGER PRIMARY KEY,
    id              ANY NOT NULL UNIQUE,  -- a GUID as its 16 bytes, any other id as its text
    name            TEXT NOT NULL,
    domain          TEXT NOT NULL,
    relationship    TEXT NOT NULL,
    admin_rights    TEXT NOT NULL DEFAULT '',
    admin_rights_at INTEGER,              -- times are nanoseconds since 1970, UTC; NULL is never
    agreement       TEXT NOT NULL DEFAULT '',
    country         TEXT NOT NULL DEFAULT '',
    tags            TEXT NOT NULL DEFAULT '[]',
    note            TEXT NOT NULL DEFAULT '',
    standing        TEXT NOT NULL,
    first_seen      INTEGER,
    name_key        BLOB NOT NULL,        -- collation key of the name
    name_fold       TEXT NOT NULL,        -- what a search looks at
    domain_fold     TEXT NOT NULL
) STRICT;

-- The list by name, and everything that a search or another order needs to
-- know of a row, so that neither has to visit the table.
CREATE INDEX customers_by_name ON customers
    (name_key, id, name_fold, domain_fold, relationship, admin_rights, agreement, country);

CREATE INDEX customers_by_domain ON customers (domain_fold);

-- Orders by a column of few values. The value that nearly all rows have right
-- after a refresh is left out: those rows are read by name.
CREATE INDEX customers_by_relationship ON customers (relationship, name_key, id) WHERE relationship <> 'reseller';
CREATE INDEX customers_by_admin_rights ON customers (admin_rights, name_key, id) WHERE admin_rights <> '';
CREATE INDEX customers_by_agreement ON customers (agreement, name_key, id) WHERE agreement <> '';
CREATE INDEX customers_by_country ON customers (country, name_key, id) WHERE country <> '';

-- When a customer was last confirmed. Apart from the customers, since a
-- refresh writes it for every row, changed or not.
CREATE TABLE sightings (
    customer INTEGER PRIMARY KEY REFERENCES customers (num),
    pass     INTEGER NOT NULL, -- refresh that saw it last; 0 if a file only
    at       INTEGER NOT NULL,
    arrived  INTEGER NOT NULL  -- refresh that first found it listed, or listed again; 0 if none
) STRICT;

CREATE TABLE passes (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at   INTEGER NOT NULL,
    next         TEXT NOT NULL DEFAULT '',
    pages        INTEGER NOT NULL DEFAULT 0,
    saved        INTEGER NOT NULL DEFAULT 0,
    completed_at INTEGER
) STRICT;

CREATE TABLE blocks (
    customer   INTEGER NOT NULL REFERENCES customers (num),
    block      TEXT NOT NULL,
    data       TEXT,             -- JSON of the last good copy
    fetched_at INTEGER,          -- of that copy
    failed_at  INTEGER,          -- of a failure after it
    failure    TEXT,             -- JSON
    PRIMARY KEY (customer, block)
) STRICT;

CREATE TABLE invitations (
    id           TEXT PRIMARY KEY,
    revision     INTEGER NOT NULL,
    state        TEXT NOT NULL,
    admin_rights INTEGER NOT NULL,
    name         TEXT NOT NULL,
    recipient    TEXT NOT NULL,
    country      TEXT NOT NULL,
    mail_lang    TEXT NOT NULL,
    provider     TEXT NOT NULL,
    note         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    opening      TEXT NOT NULL,
    link         TEXT NOT NULL,
    closing      TEXT NOT NULL,
    step         INTEGER NOT NULL,
    customer     TEXT NOT NULL,
    handed_over  TEXT NOT NULL, -- JSON
    created_by   TEXT NOT NULL,
    partner_id   TEXT NOT NULL,
    created_at   INTEGER,
    updated_at   INTEGER,
    finished_at  INTEGER,
    accepted_at  INTEGER
) STRICT;

CREATE INDEX invitations_by_customer ON invitations (customer) WHERE customer <> '';

CREATE TABLE activity (
    seq            INTEGER PRIMARY KEY,
    at             INTEGER NOT NULL,
    actor          TEXT NOT NULL,
    action         TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    customer       TEXT NOT NULL,
    invitation     TEXT NOT NULL,
    subject        TEXT NOT NULL,
    detail         TEXT NOT NULL,
    correlation_id TEXT NOT NULL,
    hash           BLOB NOT NULL -- over this line and the hash before it
) STRICT;

CREATE TRIGGER activity_keeps_its_lines BEFORE UPDATE ON activity
BEGIN SELECT raise(ABORT, 'the activity record is append-only'); END;

CREATE TRIGGER activity_loses_no_line BEFORE DELETE ON activity
BEGIN SELECT raise(ABORT, 'the activity record is append-only'); END;
