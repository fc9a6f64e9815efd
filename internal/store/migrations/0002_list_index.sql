-- Which customers changed in what the list orders and searches, each with the
-- number of its last change, so that the index beside the database need not be
-- built anew for every change. Customers that were only added since are found
-- by their number.
CREATE TABLE list_changes (
    num INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX list_changes_by_seq ON list_changes (seq);

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

-- The last indexes that were built from this database, by the random token
-- that each has in its file. A token proves that the file shows this database
-- as it once was, also after a backup was restored.
CREATE TABLE list_builds (
    build   INTEGER PRIMARY KEY,
    token   BLOB NOT NULL UNIQUE,
    changes INTEGER NOT NULL, -- last of list_changes that the index has
    highest INTEGER NOT NULL  -- highest customer number that it can have
) STRICT;
