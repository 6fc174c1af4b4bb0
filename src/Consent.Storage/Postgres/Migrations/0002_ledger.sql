-- Times are milliseconds since 1970, UTC. Numbers of enumerations are those of consent/v1/resources.proto.

CREATE FUNCTION now_milliseconds() RETURNS bigint LANGUAGE sql VOLATILE AS
$$SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint$$;

-- Tells this database from any other, also after it has been restored elsewhere.
CREATE TABLE database_identity
(
    only_row integer NOT NULL PRIMARY KEY CHECK (only_row = 1),
    id       text    NOT NULL
);
INSERT INTO database_identity (only_row, id) VALUES (1, replace(gen_random_uuid()::text, '-', ''));

-- One row per event, numbered without gaps in the order of commitment.
CREATE TABLE ledger
(
    position              bigint  NOT NULL PRIMARY KEY,
    -- Random: tells an entry from one that took its position after the database went back.
    mark                  bigint  NOT NULL,
    kind                  integer NOT NULL,

    -- The record, after the event.
    record_key            text    COLLATE "C" NOT NULL,
    record_sender_number  text    NULL,
    record_account_id     text    NULL,
    customer_number       text    NOT NULL,
    record_revision       bigint  NOT NULL,
    record_state          integer NOT NULL,
    record_was_opted_out  boolean NOT NULL,
    record_changed_at     bigint  NULL,
    record_source         integer NULL,
    record_keyword        text    NULL,

    -- The event, as reported and as reckoned.
    source                integer NOT NULL,
    sender_number         text    NULL,
    account_id            text    NULL,
    message_id            text    NOT NULL,
    gateway               text    NOT NULL,
    actor                 text    NOT NULL,
    evidence              text    NOT NULL,
    body                  text    NOT NULL,
    keyword               text    NOT NULL,
    rule_set              text    NOT NULL,
    repairs               integer NOT NULL,
    given_at              bigint  NULL,
    sent_at               bigint  NULL,
    arrived_at            bigint  NOT NULL,
    occurred_at           bigint  NOT NULL,
    recorded_at           bigint  NOT NULL,

    -- What came of it.
    applied               boolean NOT NULL,
    -- Whether the event is now the one that decides the record's state.
    moved                 boolean NOT NULL,
    reply                 text    NULL,
    -- What makes an event a repetition of this one.
    identity              text    COLLATE "C" NULL
);
CREATE UNIQUE INDEX ledger_revision ON ledger (record_key, record_revision);
CREATE UNIQUE INDEX ledger_identity ON ledger (record_key, identity);

CREATE FUNCTION refuse_with_reason() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER ledger_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_with_reason('the ledger is append-only');

CREATE TRIGGER OrleansStorage_refuses_delete BEFORE DELETE OR TRUNCATE ON OrleansStorage
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_with_reason('the row of a state is never deleted');

-- One row per record: its state as columns.
CREATE TABLE consent_record
(
    record_key       text    COLLATE "C" NOT NULL PRIMARY KEY,
    sender_number    text    NULL,
    account_id       text    NULL,
    customer_number  text    COLLATE "C" NOT NULL,
    state            integer NOT NULL,
    was_opted_out    boolean NOT NULL,
    -- The event that decided the state; null where none has.
    changed_at       bigint  NULL,
    source           integer NULL,
    keyword          text    NULL,
    changed_position bigint  NULL,
    revision         bigint  NOT NULL,
    last_position    bigint  NOT NULL
);
CREATE INDEX consent_record_customer ON consent_record (customer_number);

-- A commit is on the disk before it is reported, even if the role's or the server's settings say otherwise. Set here, in the
-- body: as the function's SET clause it would end with the function.
CREATE FUNCTION make_durable() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF current_setting('synchronous_commit') NOT IN ('on', 'remote_apply') THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    RETURN NULL;
END
$$;

-- Writers take turns: the lock is held until the commit is durable and visible, so positions are in the order of commitment, and
-- the statement that numbers sees every earlier entry. Under the higher isolation levels it would see what there was before the
-- wait. The key is any number that nobody else locks.
CREATE FUNCTION take_turn() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'states are written under READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(7370326);
    RETURN NULL;
END
$$;

CREATE TRIGGER OrleansStorage_is_durable BEFORE INSERT OR UPDATE ON OrleansStorage
    FOR EACH STATEMENT EXECUTE FUNCTION make_durable();

CREATE TRIGGER OrleansStorage_takes_turn BEFORE INSERT OR UPDATE ON OrleansStorage
    FOR EACH STATEMENT EXECUTE FUNCTION take_turn();

-- Whatever writes states appends to the ledger: each carries the event that made it. An upsert runs this twice, for the rows it
-- inserted and for those it updated; without rows it does nothing. It is a statement of its own, which sees what committed while
-- the writer waited for its turn.
CREATE FUNCTION append_to_ledger() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
$$
BEGIN
    -- Materialized: else the JSON is parsed anew for every column.
    WITH state AS MATERIALIZED
    (
        SELECT convert_from(PayloadBinary, 'UTF8')::jsonb AS state FROM written WHERE GrainTypeString = 'consent'
    ),
    part AS MATERIALIZED
    (
        SELECT state, state -> 'record' AS record, state -> 'entry' AS entry, state -> 'entry' -> 'event' AS event FROM state
    ),
    appended AS
    (
        INSERT INTO ledger
        SELECT
            (SELECT coalesce(max(position), 0) FROM ledger) + row_number() OVER (),
            ('x' || replace(gen_random_uuid()::text, '-', ''))::bit(64)::bigint,
            (entry ->> 'kind')::integer,
            state ->> 'key',
            state ->> 'sender',
            state ->> 'account',
            state ->> 'customer',
            (record ->> 'revision')::bigint,
            (record ->> 'state')::integer,
            (record ->> 'wasOptedOut')::boolean,
            (record #>> '{decided,at}')::bigint,
            (record #>> '{decided,source}')::integer,
            record #>> '{decided,keyword}',
            (event ->> 'source')::integer,
            event ->> 'sender',
            event ->> 'account',
            event ->> 'id',
            event ->> 'gateway',
            event ->> 'actor',
            event ->> 'evidence',
            event ->> 'body',
            event ->> 'matched',
            event ->> 'ruleSet',
            (event ->> 'repairs')::integer,
            (event ->> 'givenAt')::bigint,
            (event ->> 'sentAt')::bigint,
            (event ->> 'arrivedAt')::bigint,
            (entry ->> 'at')::bigint,
            now_milliseconds(),
            (entry ->> 'applied')::boolean,
            (entry ->> 'moved')::boolean,
            entry ->> 'reply',
            entry ->> 'identity'
        FROM part
        RETURNING *
    )
    INSERT INTO consent_record
    SELECT record_key, record_sender_number, record_account_id, customer_number, record_state, record_was_opted_out,
        record_changed_at, record_source, record_keyword, CASE WHEN moved THEN position END, record_revision, position
    FROM appended
    ON CONFLICT (record_key) DO UPDATE SET
        state = excluded.state,
        was_opted_out = excluded.was_opted_out,
        changed_at = excluded.changed_at,
        source = excluded.source,
        keyword = excluded.keyword,
        changed_position = coalesce(excluded.changed_position, consent_record.changed_position),
        revision = excluded.revision,
        last_position = excluded.last_position;
    RETURN NULL;
END
$$;

CREATE TRIGGER OrleansStorage_inserted AFTER INSERT ON OrleansStorage REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION append_to_ledger();

CREATE TRIGGER OrleansStorage_updated AFTER UPDATE ON OrleansStorage REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION append_to_ledger();
