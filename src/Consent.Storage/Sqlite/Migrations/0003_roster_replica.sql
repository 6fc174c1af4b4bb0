-- One row per server that may answer checks from its memory.
CREATE TABLE roster_replica
(
    id               TEXT    NOT NULL PRIMARY KEY,
    address          TEXT    NOT NULL,
    max_staleness_ms INTEGER NOT NULL CHECK (max_staleness_ms BETWEEN 1000 AND 6000),
    registered_at    INTEGER NOT NULL,
    -- When a writer gave up on it.
    retired_at       INTEGER NULL
);
