-- API keys. Each is made once and revoked once, and both are entries of the ledger, of the kind 103. Such an entry has the key as
-- "registered", without the digest of its secret, and neither an account nor a sender of its own.
CREATE TABLE api_key
(
    -- The part of the key that is no secret: 16 hexadecimal digits.
    id            text   COLLATE "C" NOT NULL PRIMARY KEY,
    -- SHA-256 of the secret.
    secret_digest   bytea  NOT NULL CHECK (length(secret_digest) = 32),
    -- The key as it is, as JSON.
    registered    text   NOT NULL,
    created_at    bigint NOT NULL,
    revoked_at    bigint NULL,
    -- Who made it or, once it is revoked, who revoked it.
    changed_by    text   NOT NULL,
    last_position bigint NOT NULL DEFAULT 0
);

-- When a key was last used, to the hour. No entry: it changes nothing.
CREATE TABLE api_key_use
(
    id      text   COLLATE "C" NOT NULL PRIMARY KEY,
    used_at bigint NOT NULL
);

CREATE TRIGGER api_key_is_durable BEFORE INSERT OR UPDATE ON api_key
    FOR EACH STATEMENT EXECUTE FUNCTION make_durable();

CREATE TRIGGER api_key_takes_turn BEFORE INSERT OR UPDATE ON api_key
    FOR EACH STATEMENT EXECUTE FUNCTION take_turn();

CREATE TRIGGER api_key_refuses_delete BEFORE DELETE OR TRUNCATE ON api_key
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_with_reason('an API key is never deleted: revoke it');

CREATE TRIGGER api_key_keeps_secret BEFORE UPDATE ON api_key FOR EACH ROW
    WHEN (NEW.id <> OLD.id OR NEW.secret_digest <> OLD.secret_digest)
    EXECUTE FUNCTION refuse_with_reason('an API key keeps its secret');

CREATE TRIGGER api_key_keeps_revocation BEFORE UPDATE ON api_key FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL)
    EXECUTE FUNCTION refuse_with_reason('an API key stays revoked');

-- Under the turn, each of its statements sees every earlier entry.
CREATE FUNCTION append_api_key() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS
$$
BEGIN
    INSERT INTO ledger
        (position, mark, kind, record_key, customer_number, record_revision, record_state, record_was_opted_out, source, message_id,
         gateway, actor, evidence, body, keyword, rule_set, repairs, arrived_at, occurred_at, recorded_at, applied, moved, registered)
    SELECT
        coalesce(max(position), 0) + 1,
        ('x' || replace(gen_random_uuid()::text, '-', ''))::bit(64)::bigint,
        103,
        'apiKey:' || NEW.id,
        '',
        CASE WHEN NEW.revoked_at IS NULL THEN 1 ELSE 2 END,
        0,
        false,
        0,
        '',
        '',
        NEW.changed_by,
        '',
        '',
        '',
        '',
        0,
        coalesce(NEW.revoked_at, NEW.created_at),
        coalesce(NEW.revoked_at, NEW.created_at),
        now_milliseconds(),
        true,
        false,
        NEW.registered
    FROM ledger
    RETURNING position INTO NEW.last_position;
    RETURN NEW;
END
$$;

-- After the refusals, by its name.
CREATE TRIGGER api_key_registered BEFORE INSERT OR UPDATE ON api_key FOR EACH ROW EXECUTE FUNCTION append_api_key();
