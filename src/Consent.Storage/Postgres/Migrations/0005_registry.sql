-- Accounts and senders: their states are grains' like records', their changes entries of the same ledger.

-- The account or sender after the change, as JSON; null in a record's entry. An entry of the registry has no customer ('') and
-- no record's state (0); its kinds are 101 (an account) and 102 (a sender).
ALTER TABLE ledger ADD COLUMN registered text NULL;

CREATE TABLE account
(
    account_id           text    COLLATE "C" NOT NULL PRIMARY KEY,
    display_name         text    NOT NULL,
    product_name         text    NOT NULL,
    resubscribe_policy   integer NOT NULL,
    keyword_matching     integer NOT NULL,
    -- Its own, each as a JSON array.
    opt_out_keywords     text    NOT NULL,
    opt_in_keywords      text    NOT NULL,
    help_keywords        text    NOT NULL,
    -- Its own; empty where it has the default.
    opt_out_confirmation text    NOT NULL,
    opt_in_confirmation  text    NOT NULL,
    help_reply           text    NOT NULL,
    revision             bigint  NOT NULL,
    last_position        bigint  NOT NULL
);

CREATE TABLE sender
(
    sender_number text    COLLATE "C" NOT NULL PRIMARY KEY,
    account_id    text    COLLATE "C" NOT NULL,
    kind          integer NOT NULL CHECK (kind IN (1, 2)),
    display_name  text    NOT NULL,
    revision      bigint  NOT NULL,
    last_position bigint  NOT NULL
);
CREATE INDEX sender_account ON sender (account_id);

-- A sender's account stays, whoever writes.
CREATE TRIGGER sender_keeps_account BEFORE UPDATE OF account_id ON sender
    FOR EACH ROW WHEN (NEW.account_id <> OLD.account_id)
    EXECUTE FUNCTION refuse_with_reason('a sender stays with its account');

-- Runs beside append_to_ledger, under the same turn: one of the two finds nothing of its kind unless a statement writes both,
-- and then the second sees what the first has numbered.
CREATE FUNCTION append_to_registry() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
$$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM written WHERE GrainTypeString IN ('account', 'sender')) THEN
        RETURN NULL;
    END IF;

    WITH state AS MATERIALIZED
    (
        SELECT GrainTypeString AS name, convert_from(PayloadBinary, 'UTF8')::jsonb AS state
        FROM written WHERE GrainTypeString IN ('account', 'sender')
    ),
    part AS MATERIALIZED
    (
        SELECT name, state ->> 'key' AS key, state -> 'entry' AS entry, state -> name AS registered FROM state
    ),
    appended AS
    (
        INSERT INTO ledger
            (position, mark, kind, record_key, record_account_id, record_sender_number, customer_number, record_revision,
             record_state, record_was_opted_out, source, sender_number, account_id, message_id, gateway, actor, evidence, body,
             keyword, rule_set, repairs, arrived_at, occurred_at, recorded_at, applied, moved, registered)
        SELECT
            (SELECT coalesce(max(position), 0) FROM ledger) + row_number() OVER (),
            ('x' || replace(gen_random_uuid()::text, '-', ''))::bit(64)::bigint,
            (entry ->> 'kind')::integer,
            key,
            coalesce(registered ->> 'account', registered ->> 'id'),
            registered ->> 'number',
            '',
            (registered ->> 'revision')::bigint,
            0,
            false,
            0,
            registered ->> 'number',
            coalesce(registered ->> 'account', registered ->> 'id'),
            '',
            '',
            entry ->> 'actor',
            '',
            '',
            '',
            '',
            0,
            (entry ->> 'arrivedAt')::bigint,
            (entry ->> 'arrivedAt')::bigint,
            now_milliseconds(),
            true,
            false,
            registered::text
        FROM part
        RETURNING position, record_sender_number, registered::jsonb AS registered
    ),
    accounts AS
    (
        INSERT INTO account
        SELECT
            registered ->> 'id',
            registered ->> 'displayName',
            registered ->> 'productName',
            (registered ->> 'resubscribePolicy')::integer,
            (registered ->> 'keywordMatching')::integer,
            registered #>> '{keywords,optOut}',
            registered #>> '{keywords,optIn}',
            registered #>> '{keywords,help}',
            registered #>> '{replies,optOutConfirmation}',
            registered #>> '{replies,optInConfirmation}',
            registered #>> '{replies,help}',
            (registered ->> 'revision')::bigint,
            position
        FROM appended WHERE record_sender_number IS NULL
        ON CONFLICT (account_id) DO UPDATE SET
            display_name = excluded.display_name,
            product_name = excluded.product_name,
            resubscribe_policy = excluded.resubscribe_policy,
            keyword_matching = excluded.keyword_matching,
            opt_out_keywords = excluded.opt_out_keywords,
            opt_in_keywords = excluded.opt_in_keywords,
            help_keywords = excluded.help_keywords,
            opt_out_confirmation = excluded.opt_out_confirmation,
            opt_in_confirmation = excluded.opt_in_confirmation,
            help_reply = excluded.help_reply,
            revision = excluded.revision,
            last_position = excluded.last_position
    )
    INSERT INTO sender
    SELECT
        registered ->> 'number',
        registered ->> 'account',
        (registered ->> 'kind')::integer,
        registered ->> 'displayName',
        (registered ->> 'revision')::bigint,
        position
    FROM appended WHERE record_sender_number IS NOT NULL
    ON CONFLICT (sender_number) DO UPDATE SET
        account_id = excluded.account_id,
        kind = excluded.kind,
        display_name = excluded.display_name,
        revision = excluded.revision,
        last_position = excluded.last_position;
    RETURN NULL;
END
$$;

CREATE TRIGGER OrleansStorage_registered AFTER INSERT ON OrleansStorage REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION append_to_registry();

CREATE TRIGGER OrleansStorage_registry_updated AFTER UPDATE ON OrleansStorage REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION append_to_registry();
