-- The index of ids gets a name, so that a first load can leave it out until
-- all rows are there. A table that declares it cannot do without; hence a new
-- table. What refers to the customers steps aside meanwhile.
CREATE TABLE kept_sightings AS SELECT * FROM sightings;
CREATE TABLE kept_blocks AS SELECT * FROM blocks;
DROP TABLE sightings;
DROP TABLE blocks;

CREATE TABLE new_customers (
    num             INTEGER PRIMARY KEY,
    id              ANY NOT NULL,         -- a GUID as its 16 bytes, any other id as its text
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

INSERT INTO new_customers (num, id, name, domain, relationship, admin_rights, admin_rights_at, agreement, country, tags,
    note, standing, first_seen, name_key, name_fold, domain_fold)
SELECT num, id, name, domain, relationship, admin_rights, admin_rights_at, agreement, country, tags,
    note, standing, first_seen, name_key, name_fold, domain_fold FROM customers;

-- With the table go the indexes of the other orders and the triggers: the list
-- index has all orders, and until there is one the index by name has every
-- column that they need.
DROP TABLE customers;
ALTER TABLE new_customers RENAME TO customers;

CREATE UNIQUE INDEX customers_by_id ON customers (id);
CREATE INDEX customers_by_name ON customers
    (name_key, id, name_fold, domain_fold, relationship, admin_rights, agreement, country);

CREATE TRIGGER customers_changed
AFTER UPDATE OF id, name_key, name_fold, domain_fold, relationship, admin_rights, agreement, country ON customers
WHEN (old.id, old.name_key, old.name_fold, old.domain_fold, old.relationship, old.admin_rights, old.agreement, old.country)
    IS NOT (new.id, new.name_key, new.name_fold, new.domain_fold, new.relationship, new.admin_rights, new.agreement, new.country)
BEGIN
    INSERT INTO list_changes (num, seq) VALUES (new.num, (SELECT coalesce(max(seq), 0) + 1 FROM list_changes))
    ON CONFLICT (num) DO UPDATE SET seq = excluded.seq;
END;

CREATE TRIGGER customers_gone AFTER DELETE ON customers
BEGIN
    INSERT INTO list_changes (num, seq) VALUES (old.num, (SELECT coalesce(max(seq), 0) + 1 FROM list_changes))
    ON CONFLICT (num) DO UPDATE SET seq = excluded.seq;
END;

-- When a customer was last confirmed. Apart from the customers, since a
-- refresh writes it for every row, changed or not. A customer of a file has no
-- row here until it is confirmed: it was last seen when it was first seen.
CREATE TABLE sightings (
    customer INTEGER PRIMARY KEY REFERENCES customers (num),
    pass     INTEGER NOT NULL, -- refresh that saw it last; 0 if a file only
    at       INTEGER NOT NULL,
    arrived  INTEGER NOT NULL  -- refresh that first found it listed, or listed again; 0 if none
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

INSERT INTO sightings (customer, pass, at, arrived) SELECT customer, pass, at, arrived FROM kept_sightings;
INSERT INTO blocks (customer, block, data, fetched_at, failed_at, failure)
SELECT customer, block, data, fetched_at, failed_at, failure FROM kept_blocks;
DROP TABLE kept_sightings;
DROP TABLE kept_blocks;
