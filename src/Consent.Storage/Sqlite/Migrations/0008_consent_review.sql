-- One row per text that may be an opt-out and opened a review. It follows the ledger: whatever appends an entry opens and settles.
CREATE TABLE consent_review
(
    -- The text's entry.
    position         INTEGER NOT NULL PRIMARY KEY,
    record_key       TEXT    NOT NULL,
    -- The number, where the record is a number's.
    sender_number    TEXT    NULL,
    -- Whose queue it is in; empty for a number of no account.
    account_id       TEXT    NOT NULL,
    occurred_at      INTEGER NOT NULL,
    -- The entry that settled it; null while it is open.
    settled_position INTEGER NULL,
    -- What a person decided; 0 where nobody has.
    verdict          INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX consent_review_queue ON consent_review (account_id, occurred_at, position);
CREATE INDEX consent_review_open_queue ON consent_review (account_id, occurred_at, position) WHERE settled_position IS NULL;
CREATE INDEX consent_review_record ON consent_review (record_key, position);
CREATE INDEX consent_review_open_record ON consent_review (record_key) WHERE settled_position IS NULL;
CREATE INDEX consent_review_no_account ON consent_review (sender_number) WHERE account_id = '';

CREATE TRIGGER ledger_opens_review AFTER INSERT ON ledger WHEN NEW.kind = 5 AND NEW.applied AND NEW.record_state <> 2
BEGIN
    INSERT INTO consent_review (position, record_key, sender_number, account_id, occurred_at)
    VALUES (NEW.position, NEW.record_key, NEW.record_sender_number,
        coalesce(NEW.record_account_id, (SELECT account_id FROM sender WHERE sender_number = NEW.record_sender_number), ''),
        NEW.occurred_at);
END;

-- Kinds: 1 opted out, 2 opted in, 3 reactivated, 9 reviewed and no opt-out. A review's own entry has its identity. An opt-in is
-- later than a text by their gateway's clock where both have its time, as EventTimes.cs has it. What is texted to a number and
-- changes its account's record also settles the reviews of that number's own.
CREATE TRIGGER ledger_settles_review AFTER INSERT ON ledger WHEN NEW.kind IN (1, 2, 3, 9)
BEGIN
    UPDATE consent_review
    SET settled_position = NEW.position,
        verdict = CASE WHEN NEW.identity = 'Review' || char(9) || position THEN CASE NEW.kind WHEN 1 THEN 1 ELSE 2 END ELSE 0 END
    WHERE settled_position IS NULL AND record_key IN (NEW.record_key,
        CASE WHEN NEW.record_account_id IS NOT NULL THEN 'number:' || NEW.sender_number || '/' || NEW.customer_number END) AND CASE
        WHEN NEW.kind = 1 THEN 1
        WHEN NEW.kind = 9 THEN NEW.identity = 'Review' || char(9) || position
        ELSE (SELECT CASE WHEN spoken.gateway <> '' AND spoken.gateway = NEW.gateway
                AND spoken.given_at IS NOT NULL AND NEW.given_at IS NOT NULL
            THEN NEW.given_at > spoken.given_at
            ELSE NEW.occurred_at > spoken.occurred_at END
            FROM ledger AS spoken WHERE spoken.position = consent_review.position) END;
END;

-- A number that is registered brings its reviews with it.
CREATE TRIGGER sender_takes_reviews_along AFTER INSERT ON sender
BEGIN
    UPDATE consent_review SET account_id = NEW.account_id WHERE sender_number = NEW.sender_number AND account_id = '';
END;

-- What the ledger holds so far. A text over five minutes older than the opt-in that stood opens none.
INSERT INTO consent_review (position, record_key, sender_number, account_id, occurred_at, settled_position)
SELECT position, record_key, record_sender_number,
    coalesce(record_account_id, (SELECT account_id FROM sender WHERE sender_number = record_sender_number), ''), occurred_at,
    (SELECT min(settling.position) FROM ledger AS settling
     WHERE settling.customer_number = doubt.customer_number AND settling.position > doubt.position
        AND (settling.record_key = doubt.record_key
            OR (settling.record_account_id IS NOT NULL AND settling.sender_number = doubt.record_sender_number))
        AND (settling.kind = 1 OR (settling.kind IN (2, 3) AND CASE
            WHEN doubt.gateway <> '' AND doubt.gateway = settling.gateway
                AND doubt.given_at IS NOT NULL AND settling.given_at IS NOT NULL
            THEN settling.given_at > doubt.given_at
            ELSE settling.occurred_at > doubt.occurred_at END)))
FROM ledger AS doubt
WHERE kind = 5 AND record_state <> 2 AND coalesce(record_changed_at, 0) - occurred_at <= 300000;
