-- One phone, one record: rows and entries are keyed by the canonical number, and keep the spelling as given.

-- By which rules of spelling the records of one phone were made one, and up to which position: later entries have canonical keys.
CREATE TABLE number_plan
(
    turn     INTEGER NOT NULL PRIMARY KEY,
    version  TEXT    NOT NULL UNIQUE,
    position INTEGER NOT NULL
);

-- The numbers under which senders were registered before they were merged.
CREATE TABLE sender_spelling
(
    spelling      TEXT NOT NULL PRIMARY KEY,
    sender_number TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sender_spelling_sender ON sender_spelling (sender_number);

-- As before; a record shows the spelling last given. The deciding event of a merged record is an older entry of one of its
-- spellings, and only the state says which.
DROP TRIGGER ledger_append_entry;

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
        NEW.state ->> '$.entry.identity',
        NULL;

    INSERT INTO consent_record
    SELECT record_key, record_sender_number, record_account_id, customer_number, record_state, record_was_opted_out,
        record_changed_at, record_source, record_keyword,
        CASE WHEN moved THEN position ELSE NEW.state ->> '$.record.decided.position' END, record_revision, position
    FROM ledger
    WHERE position = (SELECT max(position) FROM ledger)
    ON CONFLICT (record_key) DO UPDATE SET
        customer_number = excluded.customer_number,
        state = excluded.state,
        was_opted_out = excluded.was_opted_out,
        changed_at = excluded.changed_at,
        source = excluded.source,
        keyword = excluded.keyword,
        changed_position = coalesce(excluded.changed_position, changed_position),
        revision = excluded.revision,
        last_position = excluded.last_position;
END;

-- As before; the key of a number's record has the customer as the account's has, whose entry may have another spelling.
DROP TRIGGER ledger_settles_review;

CREATE TRIGGER ledger_settles_review AFTER INSERT ON ledger WHEN NEW.kind IN (1, 2, 3, 9)
BEGIN
    UPDATE consent_review
    SET settled_position = NEW.position,
        verdict = CASE WHEN NEW.identity = 'Review' || char(9) || position THEN CASE NEW.kind WHEN 1 THEN 1 ELSE 2 END ELSE 0 END
    WHERE settled_position IS NULL AND record_key IN (NEW.record_key,
        CASE WHEN NEW.record_account_id IS NOT NULL
            THEN 'number:' || NEW.sender_number || substr(NEW.record_key, instr(NEW.record_key, '/')) END) AND CASE
        WHEN NEW.kind = 1 THEN 1
        WHEN NEW.kind = 9 THEN NEW.identity = 'Review' || char(9) || position
        ELSE (SELECT CASE WHEN spoken.gateway <> '' AND spoken.gateway = NEW.gateway
                AND spoken.given_at IS NOT NULL AND NEW.given_at IS NOT NULL
            THEN NEW.given_at > spoken.given_at
            ELSE NEW.occurred_at > spoken.occurred_at END
            FROM ledger AS spoken WHERE spoken.position = consent_review.position) END;
END;
