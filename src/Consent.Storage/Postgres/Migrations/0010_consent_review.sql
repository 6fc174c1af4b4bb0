-- One row per text that may be an opt-out and opened a review. It follows the ledger: whatever appends an entry opens and settles.
CREATE TABLE consent_review
(
    -- The text's entry.
    position         bigint  NOT NULL PRIMARY KEY,
    record_key       text    COLLATE "C" NOT NULL,
    -- The number, where the record is a number's.
    sender_number    text    COLLATE "C" NULL,
    -- Whose queue it is in; empty for a number of no account.
    account_id       text    COLLATE "C" NOT NULL,
    occurred_at      bigint  NOT NULL,
    -- The entry that settled it; null while it is open.
    settled_position bigint  NULL,
    -- What a person decided; 0 where nobody has.
    verdict          integer NOT NULL DEFAULT 0
);
CREATE INDEX consent_review_queue ON consent_review (account_id, occurred_at, position);
CREATE INDEX consent_review_open_queue ON consent_review (account_id, occurred_at, position) WHERE settled_position IS NULL;
CREATE INDEX consent_review_record ON consent_review (record_key, position);
CREATE INDEX consent_review_open_record ON consent_review (record_key) WHERE settled_position IS NULL;
CREATE INDEX consent_review_no_account ON consent_review (sender_number) WHERE account_id = '';

-- Whether an opt-in is later than a text: by their gateway's clock where both have its time, as EventTimes.cs has it.
CREATE FUNCTION is_later_than_text(text_position bigint, opt_in_gateway text, opt_in_given_at bigint, opt_in_occurred_at bigint)
    RETURNS boolean LANGUAGE sql STABLE SET search_path FROM CURRENT AS
$$
    SELECT CASE WHEN gateway <> '' AND gateway = opt_in_gateway AND given_at IS NOT NULL AND opt_in_given_at IS NOT NULL
        THEN opt_in_given_at > given_at
        ELSE opt_in_occurred_at > occurred_at END
    FROM ledger WHERE position = text_position
$$;

-- Kinds: 1 opted out, 2 opted in, 3 reactivated, 5 may be an opt-out, 9 reviewed and none. A review's own entry has its identity.
-- What is texted to a number and changes its account's record also settles the reviews of that number's own.
-- One look-up for each record, however many reviews the planner expects.
CREATE FUNCTION follow_reviews() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
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
                CASE WHEN record_account_id IS NOT NULL THEN 'number:' || appended.sender_number || '/' || customer_number END])
             OFFSET 0) AS open_review
         WHERE appended.kind = 1
            OR (appended.kind IN (2, 3) AND is_later_than_text(
                open_review.position, appended.gateway, appended.given_at, appended.occurred_at))
            OR (appended.kind = 9 AND appended.identity = 'Review' || chr(9) || open_review.position)) AS settling
    WHERE review.position = settling.reviewed;
    RETURN NULL;
END
$$;

CREATE TRIGGER ledger_followed_by_reviews AFTER INSERT ON ledger REFERENCING NEW TABLE AS appended
    FOR EACH STATEMENT EXECUTE FUNCTION follow_reviews();

-- A number that is registered brings its reviews with it.
CREATE FUNCTION take_reviews_along() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
$$
BEGIN
    UPDATE consent_review SET account_id = NEW.account_id WHERE sender_number = NEW.sender_number AND account_id = '';
    RETURN NULL;
END
$$;

CREATE TRIGGER sender_takes_reviews_along AFTER INSERT ON sender FOR EACH ROW EXECUTE FUNCTION take_reviews_along();

-- What the ledger holds so far. A text over five minutes older than the opt-in that stood opens none.
INSERT INTO consent_review
SELECT position, record_key, record_sender_number,
    coalesce(record_account_id, (SELECT account_id FROM sender WHERE sender_number = record_sender_number), ''), occurred_at,
    (SELECT min(settling.position) FROM ledger AS settling
     WHERE settling.customer_number = doubt.customer_number AND settling.position > doubt.position
        AND (settling.record_key = doubt.record_key
            OR (settling.record_account_id IS NOT NULL AND settling.sender_number = doubt.record_sender_number))
        AND (settling.kind = 1 OR (settling.kind IN (2, 3) AND is_later_than_text(
            doubt.position, settling.gateway, settling.given_at, settling.occurred_at))))
FROM ledger AS doubt
WHERE kind = 5 AND record_state <> 2 AND coalesce(record_changed_at, 0) - occurred_at <= 300000;
