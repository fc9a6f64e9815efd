-- What is kept about a customer here and nowhere else, apart from what the
-- service says of them: most customers have no row here, and a refresh or an
-- import never comes near it.
CREATE TABLE marks (
    customer INTEGER PRIMARY KEY REFERENCES customers (num),
    tags     TEXT NOT NULL,    -- JSON, ordered by their keys
    tag_keys TEXT NOT NULL,    -- JSON: what they are compared by
    note     TEXT NOT NULL,
    nickname TEXT NOT NULL,
    pinned   INTEGER NOT NULL, -- 0 or 1
    fold     TEXT NOT NULL     -- nickname and tags, as a search looks at them
) STRICT;

-- Until now no program wrote any; somebody may have done so by hand.
INSERT INTO marks (customer, tags, tag_keys, note, nickname, pinned, fold)
SELECT num, tags, lower(tags), note, '', 0, coalesce((SELECT group_concat(value, char(10)) FROM json_each(lower(tags))), '')
FROM customers WHERE tags <> '[]' OR note <> '';

ALTER TABLE customers DROP COLUMN tags;
ALTER TABLE customers DROP COLUMN note;

-- The list index has marks and standings too.
CREATE TRIGGER marks_added AFTER INSERT ON marks
BEGIN
    INSERT INTO list_changes (num, seq) VALUES (new.customer, (SELECT coalesce(max(seq), 0) + 1 FROM list_changes))
    ON CONFLICT (num) DO UPDATE SET seq = excluded.seq;
END;

CREATE TRIGGER marks_changed AFTER UPDATE ON marks
BEGIN
    INSERT INTO list_changes (num, seq) VALUES (new.customer, (SELECT coalesce(max(seq), 0) + 1 FROM list_changes))
    ON CONFLICT (num) DO UPDATE SET seq = excluded.seq;
END;

CREATE TRIGGER marks_gone AFTER DELETE ON marks
BEGIN
    INSERT INTO list_changes (num, seq) VALUES (old.customer, (SELECT coalesce(max(seq), 0) + 1 FROM list_changes))
    ON CONFLICT (num) DO UPDATE SET seq = excluded.seq;
END;

DROP TRIGGER customers_changed;

CREATE TRIGGER customers_changed
AFTER UPDATE OF id, name_key, name_fold, domain_fold, relationship, admin_rights, agreement, country, standing, first_seen ON customers
WHEN (old.id, old.name_key, old.name_fold, old.domain_fold, old.relationship, old.admin_rights, old.agreement, old.country,
        old.standing, old.first_seen)
    IS NOT (new.id, new.name_key, new.name_fold, new.domain_fold, new.relationship, new.admin_rights, new.agreement, new.country,
        new.standing, new.first_seen)
BEGIN
    INSERT INTO list_changes (num, seq) VALUES (new.num, (SELECT coalesce(max(seq), 0) + 1 FROM list_changes))
    ON CONFLICT (num) DO UPDATE SET seq = excluded.seq;
END;
