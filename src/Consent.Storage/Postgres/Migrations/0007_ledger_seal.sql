-- Seals over the ledger: docs/evidence.md.
CREATE TABLE ledger_seal
(
    through_position bigint NOT NULL PRIMARY KEY,
    -- Where the seal before ends. Of servers that seal at once the key lets one.
    from_position    bigint NOT NULL UNIQUE,
    digest           bytea  NOT NULL CHECK (length(digest) = 32),
    sealed_at        bigint NOT NULL,
    -- Null where the server has no key.
    signature        bytea  NULL,
    key_id           text   NULL,
    CHECK (from_position < through_position)
);

CREATE TRIGGER ledger_seal_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_with_reason('a seal is never changed');

CREATE TRIGGER ledger_seal_is_durable BEFORE INSERT ON ledger_seal
    FOR EACH STATEMENT EXECUTE FUNCTION make_durable();
