-- A writer waits for a silent server by its row. After that wait the server must never become fresh under that row again, and its
-- MaxStaleness must have been what the row said. Registering is a write of this file, and so takes turns with all others.
CREATE TRIGGER roster_replica_stays_retired BEFORE UPDATE ON roster_replica
    WHEN OLD.retired_at IS NOT NULL AND NEW.retired_at IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a retired replica stays retired: a server registers again under a new id');
END;

CREATE TRIGGER roster_replica_keeps_bound BEFORE UPDATE ON roster_replica
    WHEN NEW.id <> OLD.id OR NEW.max_staleness_ms <> OLD.max_staleness_ms
BEGIN
    SELECT RAISE(ABORT, 'a replica keeps its id and its max_staleness_ms');
END;
