-- What changed about customers, as far as people care about it, each line
-- written together with the change itself. Old lines are deleted; a number is
-- never given twice, so that it can say up to where somebody has looked.
CREATE TABLE changes (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL, -- nanoseconds since 1970, UTC
    customer INTEGER NOT NULL REFERENCES customers (num),
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,    -- the subscription that it is about, or ''
    before   TEXT NOT NULL,
    after    TEXT NOT NULL
) STRICT;

CREATE INDEX changes_by_time ON changes (at);

INSERT INTO meta (name, value) VALUES ('changes_seen', 0); -- the last line that somebody has looked at

-- Until then nobody wants to be told that an answer is due.
ALTER TABLE invitations ADD COLUMN snoozed_until INTEGER;
