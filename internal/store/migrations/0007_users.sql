-- The users of a customer, each with a row of its own: a customer may have
-- thousands, and a screen needs a few at a time. The users block keeps how many
-- there are and how old that is.
CREATE TABLE users (
    customer INTEGER NOT NULL REFERENCES customers (num),
    id       TEXT NOT NULL,
    deleted  INTEGER NOT NULL, -- 1 while it can be restored
    name_key BLOB NOT NULL,    -- collation key of the name
    fold     TEXT NOT NULL,    -- what a search looks at
    login    TEXT NOT NULL,    -- in lower case
    pass     INTEGER NOT NULL, -- copy that saw it last
    data     TEXT NOT NULL,    -- JSON
    PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX users_by_name ON users (customer, deleted, name_key, id);
CREATE INDEX users_by_login ON users (customer, login);

-- The same thing done to many, with a result per row.
CREATE TABLE jobs (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    customer TEXT NOT NULL,
    subject  TEXT NOT NULL,
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    spec     TEXT NOT NULL, -- JSON
    state    TEXT NOT NULL,
    ended_at INTEGER
) STRICT;

CREATE INDEX jobs_by_customer ON jobs (customer, at);

CREATE TABLE job_rows (
    job            TEXT NOT NULL REFERENCES jobs (id),
    n              INTEGER NOT NULL,
    key            TEXT NOT NULL,
    name           TEXT NOT NULL,
    input          TEXT NOT NULL, -- JSON, or ''
    state          TEXT NOT NULL,
    code           TEXT NOT NULL DEFAULT '',
    service_code   TEXT NOT NULL DEFAULT '',
    detail         TEXT NOT NULL DEFAULT '',
    correlation_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (job, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_rows_unfinished ON job_rows (job, n) WHERE state IN ('waiting', 'unclear');
