-- API keys. Each is made once and revoked once, and both are entries of the ledger, of the kind 103. Such an entry has the key as
-- "registered", without the digest of its secret, and neither an account nor a sender of its own.
CREATE TABLE api_key
(
    -- The part of the key that is no secret: 16 hexadecimal digits.
    id            TEXT    NOT NULL PRIMARY KEY,
    -- SHA-256 of the secret.
    secret_digest   BLOB    NOT NULL CHECK (length(secret_digest) = 32),
    -- The key as it is, as JSON.
    registered    TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    revoked_at    INTEGER NULL,
    -- Who made it or, once it is revoked, who revoked it.
    changed_by    TEXT    NOT NULL,
    last_position INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- When a key was last used, to the hour. No entry: it changes nothing.
CREATE TABLE api_key_use
(
    id      TEXT    NOT NULL PRIMARY KEY,
    used_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER api_key_refuses_delete BEFORE DELETE ON api_key
BEGIN
    SELECT RAISE(ABORT, 'an API key is never deleted: revoke it');
END;

CREATE TRIGGER api_key_keeps_secret BEFORE UPDATE ON api_key WHEN NEW.id <> OLD.id OR NEW.secret_digest <> OLD.secret_digest
BEGIN
    SELECT RAISE(ABORT, 'an API key keeps its secret');
END;

-- The position of a revocation's entry is set after it.
CREATE TRIGGER api_key_keeps_revocation BEFORE UPDATE OF registered, created_at, revoked_at, changed_by ON api_key
    WHEN OLD.revoked_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an API key stays revoked');
END;

-- Whatever makes or revokes a key appends to the ledger, by way of this view.
CREATE VIEW api_key_append AS SELECT NULL AS id, NULL AS registered, NULL AS created_at, NULL AS revoked_at, NULL AS changed_by WHERE 0;

CREATE TRIGGER api_key_append_entry INSTEAD OF INSERT ON api_key_append
BEGIN
    INSERT INTO ledger
        (position, mark, kind, record_key, customer_number, record_revision, record_state, record_was_opted_out, source, message_id,
         gateway, actor, evidence, body, keyword, rule_set, repairs, arrived_at, occurred_at, recorded_at, applied, moved, registered)
    SELECT
        coalesce(max(position), 0) + 1,
        random(),
        103,
        'apiKey:' || NEW.id,
        '',
        CASE WHEN NEW.revoked_at IS NULL THEN 1 ELSE 2 END,
        0,
        0,
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
        CAST(unixepoch('subsec') * 1000 AS INTEGER),
        1,
        0,
        NEW.registered
    FROM ledger;

    UPDATE api_key SET last_position = (SELECT max(position) FROM ledger) WHERE id = NEW.id;
END;

CREATE TRIGGER api_key_made AFTER INSERT ON api_key
BEGIN
    INSERT INTO api_key_append VALUES (NEW.id, NEW.registered, NEW.created_at, NEW.revoked_at, NEW.changed_by);
END;

CREATE TRIGGER api_key_revoked AFTER UPDATE OF revoked_at ON api_key
BEGIN
    INSERT INTO api_key_append VALUES (NEW.id, NEW.registered, NEW.created_at, NEW.revoked_at, NEW.changed_by);
END;
