-- Where customers text what they cannot text to an alphanumeric sender ID; empty where none is named.
ALTER TABLE sender ADD COLUMN reply_number text COLLATE "C" NOT NULL DEFAULT '';

-- As before, with the new column.
CREATE OR REPLACE FUNCTION append_to_registry() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
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
    INSERT INTO sender (sender_number, account_id, kind, display_name, revision, last_position, reply_number)
    SELECT
        registered ->> 'number',
        registered ->> 'account',
        (registered ->> 'kind')::integer,
        registered ->> 'displayName',
        (registered ->> 'revision')::bigint,
        position,
        coalesce(registered ->> 'replyNumber', '')
    FROM appended WHERE record_sender_number IS NOT NULL
    ON CONFLICT (sender_number) DO UPDATE SET
        account_id = excluded.account_id,
        kind = excluded.kind,
        display_name = excluded.display_name,
        revision = excluded.revision,
        last_position = excluded.last_position,
        reply_number = excluded.reply_number;
    RETURN NULL;
END
$$;
