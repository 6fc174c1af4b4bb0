-- One row per server that may answer checks from its memory.
CREATE TABLE roster_replica
(
    id               text    COLLATE "C" NOT NULL PRIMARY KEY,
    address          text    NOT NULL,
    max_staleness_ms integer NOT NULL CHECK (max_staleness_ms BETWEEN 1000 AND 6000),
    registered_at    bigint  NOT NULL,
    -- When a writer gave up on it.
    retired_at       bigint  NULL
);

-- A registration that a crash undid would leave a server that answers and that nobody waits for.
CREATE TRIGGER roster_replica_is_durable BEFORE INSERT OR UPDATE OR DELETE ON roster_replica
    FOR EACH STATEMENT EXECUTE FUNCTION make_durable();
