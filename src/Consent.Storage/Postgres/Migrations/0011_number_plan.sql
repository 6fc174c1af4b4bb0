-- One phone, one record: rows and entries are keyed by the canonical number, and keep the spelling as given.

-- By which rules of spelling the records of one phone were made one, and up to which position: later entries have canonical keys.
CREATE TABLE number_plan
(
    turn     integer NOT NULL PRIMARY KEY,
    version  text    COLLATE "C" NOT NULL UNIQUE,
    position bigint  NOT NULL
);

-- The numbers under which senders were registered before they were merged.
CREATE TABLE sender_spelling
(
    spelling      text COLLATE "C" NOT NULL PRIMARY KEY,
    sender_number text COLLATE "C" NOT NULL
);
CREATE INDEX sender_spelling_sender ON sender_spelling (sender_number);

-- As before; a record shows the spelling last given. The deciding event of a merged record is an older entry of one of its
-- spellings, and only the state says which.
CREATE OR REPLACE FUNCTION append_to_ledger() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
$$
BEGIN
    -- Materialized, or the JSON is parsed again for every column.
    WITH state AS MATERIALIZED
    (
        SELECT convert_from(PayloadBinary, 'UTF8')::jsonb AS state FROM written WHERE GrainTypeString = 'consent'
    ),
    part AS MATERIALIZED
    (
        SELECT state, state -> 'record' AS record, state -> 'entry' AS entry, state -> 'entry' -> 'event' AS event FROM state
    ),
    numbered AS MATERIALIZED
    (
        SELECT
            (SELECT coalesce(max(position), 0) FROM ledger) + row_number() OVER () AS position,
            (entry ->> 'kind')::integer AS kind,
            state ->> 'key' AS record_key,
            state ->> 'sender' AS record_sender_number,
            state ->> 'account' AS record_account_id,
            state ->> 'customer' AS customer_number,
            (record ->> 'revision')::bigint AS record_revision,
            (record ->> 'state')::integer AS record_state,
            (record ->> 'wasOptedOut')::boolean AS record_was_opted_out,
            (record #>> '{decided,at}')::bigint AS record_changed_at,
            (record #>> '{decided,source}')::integer AS record_source,
            record #>> '{decided,keyword}' AS record_keyword,
            (record #>> '{decided,position}')::bigint AS decided_position,
            (entry ->> 'at')::bigint AS occurred_at,
            (entry ->> 'applied')::boolean AS applied,
            (entry ->> 'moved')::boolean AS moved,
            entry ->> 'reply' AS reply,
            entry ->> 'identity' AS identity,
            event
        FROM part
    ),
    appended AS
    (
        INSERT INTO ledger
            (position, mark, kind, record_key, record_sender_number, record_account_id, customer_number, record_revision,
             record_state, record_was_opted_out, record_changed_at, record_source, record_keyword, source, sender_number, account_id,
             message_id, gateway, actor, evidence, body, keyword, rule_set, repairs, given_at, sent_at, arrived_at, occurred_at,
             recorded_at, applied, moved, reply, identity)
        SELECT
            position,
            ('x' || replace(gen_random_uuid()::text, '-', ''))::bit(64)::bigint,
            kind,
            record_key,
            record_sender_number,
            record_account_id,
            customer_number,
            record_revision,
            record_state,
            record_was_opted_out,
            record_changed_at,
            record_source,
            record_keyword,
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
            occurred_at,
            now_milliseconds(),
            applied,
            moved,
            reply,
            identity
        FROM numbered
    )
    INSERT INTO consent_record
        (record_key, sender_number, account_id, customer_number, state, was_opted_out, changed_at, source, keyword, changed_position,
         revision, last_position)
    SELECT record_key, record_sender_number, record_account_id, customer_number, record_state, record_was_opted_out,
        record_changed_at, record_source, record_keyword, CASE WHEN moved THEN position ELSE decided_position END, record_revision,
        position
    FROM numbered
    ON CONFLICT (record_key) DO UPDATE SET
        customer_number = excluded.customer_number,
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

-- As before; the key of a number's record has the customer as the account's has, whose entry may have another spelling.
CREATE OR REPLACE FUNCTION follow_reviews() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
$$
BEGIN
    INSERT INTO consent_review
    SELECT position, record_key, record_sender_number,
        coalesce(record_account_id, (SELECT account_id FROM sender WHERE sender_number = record_sender_number), ''), occurred_at
    FROM appended WHERE kind = 5 AND applied AND record_state <> 2;

    UPDATE consent_review AS review
    SET settled_position = settling.position,
        verdict = CASE WHEN settling.identity = 'Review' || chr(9) || review.position
            THEN CASE settling.kind WHEN 1 THEN 1 ELSE 2 END ELSE 0 END
    FROM
        (SELECT open_review.position AS reviewed, appended.position, appended.kind, appended.identity
         FROM appended CROSS JOIN LATERAL
            (SELECT position FROM consent_review
             WHERE settled_position IS NULL AND consent_review.record_key = ANY (ARRAY[appended.record_key,
                CASE WHEN record_account_id IS NOT NULL
                    THEN 'number:' || appended.sender_number || '/' || split_part(appended.record_key, '/', 2) END])
             OFFSET 0) AS open_review
         WHERE appended.kind = 1
            OR (appended.kind IN (2, 3) AND is_later_than_text(
                open_review.position, appended.gateway, appended.given_at, appended.occurred_at))
            OR (appended.kind = 9 AND appended.identity = 'Review' || chr(9) || open_review.position)) AS settling
    WHERE review.position = settling.reviewed;
    RETURN NULL;
END
$$;

-- The row is not written, which is no failure of the statement: a writer that gets no version back has met a conflict.
CREATE FUNCTION leave_out() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RETURN NULL;
END
$$;
