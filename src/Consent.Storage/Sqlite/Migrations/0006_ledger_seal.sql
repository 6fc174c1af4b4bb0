-- Seals over the ledger: docs/evidence.md.
CREATE TABLE ledger_seal
(
    through_position INTEGER NOT NULL PRIMARY KEY,
    -- Where the seal before ends.
    from_position    INTEGER NOT NULL UNIQUE,
    digest           BLOB    NOT NULL CHECK (length(digest) = 32),
    sealed_at        INTEGER NOT NULL,
    -- Null where the server has no key.
    signature        BLOB    NULL,
    key_id           TEXT    NULL,
    CHECK (from_position < through_position)
);

CREATE TRIGGER ledger_seal_refuses_update BEFORE UPDATE ON ledger_seal
BEGIN
    SELECT RAISE(ABORT, 'a seal is never changed');
END;

CREATE TRIGGER ledger_seal_refuses_delete BEFORE DELETE ON ledger_seal
BEGIN
    SELECT RAISE(ABORT, 'a seal is never changed');
END;
