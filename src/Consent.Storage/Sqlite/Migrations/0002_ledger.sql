-- Times are milliseconds since 1970, UTC. Numbers of enumerations are those of consent/v1/resources.proto.

-- Tells this database from any other.
CREATE TABLE database_identity
(
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    id       TEXT    NOT NULL
);
INSERT INTO database_identity (only_row, id) VALUES (1, lower(hex(randomblob(16))));

-- One row per event, numbered without gaps in the order of commitment.
CREATE TABLE ledger
(
    position              INTEGER NOT NULL PRIMARY KEY,
    -- Random: tells an entry from one that took its position after the database went back.
    mark                  INTEGER NOT NULL,
    kind                  INTEGER NOT NULL,

    -- The record, after the event.
    record_key            TEXT    NOT NULL,
    record_sender_number  TEXT    NULL,
    record_account_id     TEXT    NULL,
    customer_number       TEXT    NOT NULL,
    record_revision       INTEGER NOT NULL,
    record_state          INTEGER NOT NULL,
    record_was_opted_out  INTEGER NOT NULL,
    record_changed_at     INTEGER NULL,
    record_source         INTEGER NULL,
    record_keyword        TEXT    NULL,

    -- The event, as reported and as reckoned.
    source                INTEGER NOT NULL,
    sender_number         TEXT    NULL,
    account_id            TEXT    NULL,
    message_id            TEXT    NOT NULL,
    gateway               TEXT    NOT NULL,
    actor                 TEXT    NOT NULL,
    evidence              TEXT    NOT NULL,
    body                  TEXT    NOT NULL,
    keyword               TEXT    NOT NULL,
    rule_set              TEXT    NOT NULL,
    repairs               INTEGER NOT NULL,
    given_at              INTEGER NULL,
    sent_at               INTEGER NULL,
    arrived_at            INTEGER NOT NULL,
    occurred_at           INTEGER NOT NULL,
    recorded_at           INTEGER NOT NULL,

    -- What came of it.
    applied               INTEGER NOT NULL,
    -- Whether the event is now the one that decides the record's state.
    moved                 INTEGER NOT NULL,
    reply                 TEXT    NULL,
    -- What makes an event a repetition of this one.
    identity              TEXT    NULL
);
CREATE UNIQUE INDEX ledger_revision ON ledger (record_key, record_revision);
CREATE UNIQUE INDEX ledger_identity ON ledger (record_key, identity);

CREATE TRIGGER ledger_refuses_update BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER ledger_refuses_delete BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

-- One row per record: its state as columns.
CREATE TABLE consent_record
(
    record_key       TEXT    NOT NULL PRIMARY KEY,
    sender_number    TEXT    NULL,
    account_id       TEXT    NULL,
    customer_number  TEXT    NOT NULL,
    state            INTEGER NOT NULL,
    was_opted_out    INTEGER NOT NULL,
    -- The event that decided the state; null where none has.
    changed_at       INTEGER NULL,
    source           INTEGER NULL,
    keyword          TEXT    NULL,
    changed_position INTEGER NULL,
    revision         INTEGER NOT NULL,
    last_position    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX consent_record_customer ON consent_record (customer_number);

-- Whatever writes a state appends to the ledger, by way of this view: the state carries the event that made it.
CREATE VIEW ledger_append AS SELECT NULL AS state WHERE 0;

CREATE TRIGGER ledger_append_entry INSTEAD OF INSERT ON ledger_append
BEGIN
    INSERT INTO ledger
    SELECT
        (SELECT coalesce(max(position), 0) + 1 FROM ledger),
        random(),
        NEW.state ->> '$.entry.kind',
        NEW.state ->> 'key',
        NEW.state ->> 'sender',
        NEW.state ->> 'account',
        NEW.state ->> 'customer',
        NEW.state ->> '$.record.revision',
        NEW.state ->> '$.record.state',
        NEW.state ->> '$.record.wasOptedOut',
        NEW.state ->> '$.record.decided.at',
        NEW.state ->> '$.record.decided.source',
        NEW.state ->> '$.record.decided.keyword',
        NEW.state ->> '$.entry.event.source',
        NEW.state ->> '$.entry.event.sender',
        NEW.state ->> '$.entry.event.account',
        NEW.state ->> '$.entry.event.id',
        NEW.state ->> '$.entry.event.gateway',
        NEW.state ->> '$.entry.event.actor',
        NEW.state ->> '$.entry.event.evidence',
        NEW.state ->> '$.entry.event.body',
        NEW.state ->> '$.entry.event.matched',
        NEW.state ->> '$.entry.event.ruleSet',
        NEW.state ->> '$.entry.event.repairs',
        NEW.state ->> '$.entry.event.givenAt',
        NEW.state ->> '$.entry.event.sentAt',
        NEW.state ->> '$.entry.event.arrivedAt',
        NEW.state ->> '$.entry.at',
        CAST(unixepoch('subsec') * 1000 AS INTEGER),
        NEW.state ->> '$.entry.applied',
        NEW.state ->> '$.entry.moved',
        NEW.state ->> '$.entry.reply',
        NEW.state ->> '$.entry.identity';

    INSERT INTO consent_record
    SELECT record_key, record_sender_number, record_account_id, customer_number, record_state, record_was_opted_out,
        record_changed_at, record_source, record_keyword, CASE WHEN moved THEN position END, record_revision, position
    FROM ledger
    WHERE position = (SELECT max(position) FROM ledger)
    ON CONFLICT (record_key) DO UPDATE SET
        state = excluded.state,
        was_opted_out = excluded.was_opted_out,
        changed_at = excluded.changed_at,
        source = excluded.source,
        keyword = excluded.keyword,
        changed_position = coalesce(excluded.changed_position, changed_position),
        revision = excluded.revision,
        last_position = excluded.last_position;
END;

CREATE TRIGGER OrleansStorage_consent_inserted AFTER INSERT ON OrleansStorage WHEN NEW.GrainTypeString = 'consent'
BEGIN
    INSERT INTO ledger_append VALUES (jsonb(CAST(NEW.PayloadBinary AS TEXT)));
END;

CREATE TRIGGER OrleansStorage_consent_updated AFTER UPDATE ON OrleansStorage WHEN NEW.GrainTypeString = 'consent'
BEGIN
    INSERT INTO ledger_append VALUES (jsonb(CAST(NEW.PayloadBinary AS TEXT)));
END;

CREATE TRIGGER OrleansStorage_refuses_delete BEFORE DELETE ON OrleansStorage
BEGIN
    SELECT RAISE(ABORT, 'the row of a state is never deleted');
END;
