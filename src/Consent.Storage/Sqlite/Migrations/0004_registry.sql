-- Accounts and senders: their states are grains' like records', their changes entries of the same ledger.

-- The account or sender after the change, as JSON; null in a record's entry. An entry of the registry has no customer ('') and
-- no record's state (0); its kinds are 101 (an account) and 102 (a sender).
ALTER TABLE ledger ADD COLUMN registered TEXT NULL;

CREATE TABLE account
(
    account_id           TEXT    NOT NULL PRIMARY KEY,
    display_name         TEXT    NOT NULL,
    product_name         TEXT    NOT NULL,
    resubscribe_policy   INTEGER NOT NULL,
    keyword_matching     INTEGER NOT NULL,
    -- Its own, each as a JSON array.
    opt_out_keywords     TEXT    NOT NULL,
    opt_in_keywords      TEXT    NOT NULL,
    help_keywords        TEXT    NOT NULL,
    -- Its own; empty where it has the default.
    opt_out_confirmation TEXT    NOT NULL,
    opt_in_confirmation  TEXT    NOT NULL,
    help_reply           TEXT    NOT NULL,
    revision             INTEGER NOT NULL,
    last_position        INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sender
(
    sender_number TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL,
    kind          INTEGER NOT NULL CHECK (kind IN (1, 2)),
    display_name  TEXT    NOT NULL,
    revision      INTEGER NOT NULL,
    last_position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sender_account ON sender (account_id);

-- A sender's account stays, whoever writes.
CREATE TRIGGER sender_keeps_account BEFORE UPDATE OF account_id ON sender WHEN NEW.account_id <> OLD.account_id
BEGIN
    SELECT RAISE(ABORT, 'a sender stays with its account');
END;

-- As before, with the new column, which an insert without a list of columns has to name.
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
        record_changed_at, record_source, record_keyword, CASE WHEN moved THEN position END, record_revision, position
    FROM ledger
    WHERE position = (SELECT max(position) FROM ledger)
    ON CONFLICT (record_key) DO UPDATE SET
        state = excluded.state,
        was_opted_out = excluded.was_opted_out,
        changed_at = excluded.changed_at,
        source = excluded.source,
        keyword = excluded.keyword,
        changed_position = coalesce(excluded.changed_position, changed_position),
        revision = excluded.revision,
        last_position = excluded.last_position;
END;

-- A change of the registry, by way of this view: the state's key and entry, and what is registered.
CREATE VIEW registry_append AS SELECT NULL AS key, NULL AS entry, NULL AS registered WHERE 0;

CREATE TRIGGER registry_append_entry INSTEAD OF INSERT ON registry_append
BEGIN
    INSERT INTO ledger
        (position, mark, kind, record_key, record_account_id, record_sender_number, customer_number, record_revision,
         record_state, record_was_opted_out, source, sender_number, account_id, message_id, gateway, actor, evidence, body,
         keyword, rule_set, repairs, arrived_at, occurred_at, recorded_at, applied, moved, registered)
    SELECT
        (SELECT coalesce(max(position), 0) + 1 FROM ledger),
        random(),
        NEW.entry ->> 'kind',
        NEW.key,
        coalesce(NEW.registered ->> 'account', NEW.registered ->> 'id'),
        NEW.registered ->> 'number',
        '',
        NEW.registered ->> 'revision',
        0,
        0,
        0,
        NEW.registered ->> 'number',
        coalesce(NEW.registered ->> 'account', NEW.registered ->> 'id'),
        '',
        '',
        NEW.entry ->> 'actor',
        '',
        '',
        '',
        '',
        0,
        NEW.entry ->> 'arrivedAt',
        NEW.entry ->> 'arrivedAt',
        CAST(unixepoch('subsec') * 1000 AS INTEGER),
        1,
        0,
        NEW.registered;
END;

CREATE VIEW account_append AS SELECT NULL AS state WHERE 0;

CREATE TRIGGER account_append_entry INSTEAD OF INSERT ON account_append
BEGIN
    INSERT INTO registry_append VALUES (NEW.state ->> 'key', NEW.state -> 'entry', NEW.state -> 'account');

    INSERT INTO account
    SELECT
        account ->> 'id',
        account ->> 'displayName',
        account ->> 'productName',
        account ->> 'resubscribePolicy',
        account ->> 'keywordMatching',
        account ->> '$.keywords.optOut',
        account ->> '$.keywords.optIn',
        account ->> '$.keywords.help',
        account ->> '$.replies.optOutConfirmation',
        account ->> '$.replies.optInConfirmation',
        account ->> '$.replies.help',
        account ->> 'revision',
        (SELECT max(position) FROM ledger)
    FROM (SELECT NEW.state -> 'account' AS account)
    WHERE true
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
        last_position = excluded.last_position;
END;

CREATE VIEW sender_append AS SELECT NULL AS state WHERE 0;

CREATE TRIGGER sender_append_entry INSTEAD OF INSERT ON sender_append
BEGIN
    INSERT INTO registry_append VALUES (NEW.state ->> 'key', NEW.state -> 'entry', NEW.state -> 'sender');

    INSERT INTO sender
    SELECT
        sender ->> 'number',
        sender ->> 'account',
        sender ->> 'kind',
        sender ->> 'displayName',
        sender ->> 'revision',
        (SELECT max(position) FROM ledger)
    FROM (SELECT NEW.state -> 'sender' AS sender)
    WHERE true
    ON CONFLICT (sender_number) DO UPDATE SET
        account_id = excluded.account_id,
        kind = excluded.kind,
        display_name = excluded.display_name,
        revision = excluded.revision,
        last_position = excluded.last_position;
END;

CREATE TRIGGER OrleansStorage_account_inserted AFTER INSERT ON OrleansStorage WHEN NEW.GrainTypeString = 'account'
BEGIN
    INSERT INTO account_append VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;

CREATE TRIGGER OrleansStorage_account_updated AFTER UPDATE ON OrleansStorage WHEN NEW.GrainTypeString = 'account'
BEGIN
    INSERT INTO account_append VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;

CREATE TRIGGER OrleansStorage_sender_inserted AFTER INSERT ON OrleansStorage WHEN NEW.GrainTypeString = 'sender'
BEGIN
    INSERT INTO sender_append VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;

CREATE TRIGGER OrleansStorage_sender_updated AFTER UPDATE ON OrleansStorage WHEN NEW.GrainTypeString = 'sender'
BEGIN
    INSERT INTO sender_append VALUES (CAST(NEW.PayloadBinary AS TEXT));
END;
