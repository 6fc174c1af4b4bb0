-- A server registers in the writers' turn. Its polls see every write of an earlier turn, and every write of a later turn finds it
-- in the list. A trigger takes the turn, so that servers of the build before take it too.
CREATE TRIGGER roster_replica_takes_turn BEFORE INSERT ON roster_replica
    FOR EACH STATEMENT EXECUTE FUNCTION take_turn();

-- A writer waits for a silent server by its row. After that wait the server must never become fresh under that row again, and its
-- MaxStaleness must have been what the row said.
CREATE TRIGGER roster_replica_stays_retired BEFORE UPDATE ON roster_replica FOR EACH ROW
    WHEN (OLD.retired_at IS NOT NULL AND NEW.retired_at IS NULL)
    EXECUTE FUNCTION refuse_with_reason('a retired replica stays retired: a server registers again under a new id');

CREATE TRIGGER roster_replica_keeps_bound BEFORE UPDATE ON roster_replica FOR EACH ROW
    WHEN (NEW.id <> OLD.id OR NEW.max_staleness_ms <> OLD.max_staleness_ms)
    EXECUTE FUNCTION refuse_with_reason('a replica keeps its id and its max_staleness_ms');
