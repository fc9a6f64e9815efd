-- Writes to Partner Center. Each is stored before it is sent, so that a program
-- that ends in between knows later what may have happened. None is deleted.
CREATE TABLE intents (
    id             TEXT PRIMARY KEY,  -- also the MS-RequestId of the call
    at             INTEGER NOT NULL,  -- times are nanoseconds since 1970, UTC; NULL is never
    actor          TEXT NOT NULL,
    action         TEXT NOT NULL,
    customer       TEXT NOT NULL,
    subject        TEXT NOT NULL,
    object         TEXT NOT NULL,
    detail         TEXT NOT NULL,
    state          TEXT NOT NULL,
    closed_at      INTEGER,
    result         TEXT NOT NULL,
    correlation_id TEXT NOT NULL
) STRICT;

CREATE INDEX intents_open ON intents (at, id) WHERE state IN ('open', 'unclear');
