-- Where customers text what they cannot text to an alphanumeric sender ID; empty where none is named.
ALTER TABLE sender ADD COLUMN reply_number TEXT NOT NULL DEFAULT '';

-- As before, with the new column.
DROP TRIGGER sender_append_entry;

CREATE TRIGGER sender_append_entry INSTEAD OF INSERT ON sender_append
BEGIN
    INSERT INTO registry_append VALUES (NEW.state ->> 'key', NEW.state -> 'entry', NEW.state -> 'sender');

    INSERT INTO sender (sender_number, account_id, kind, display_name, revision, last_position, reply_number)
    SELECT
        sender ->> 'number',
        sender ->> 'account',
        sender ->> 'kind',
        sender ->> 'displayName',
        sender ->> 'revision',
        (SELECT max(position) FROM ledger),
        coalesce(sender ->> 'replyNumber', '')
    FROM (SELECT NEW.state -> 'sender' AS sender)
    WHERE true
    ON CONFLICT (sender_number) DO UPDATE SET
        account_id = excluded.account_id,
        kind = excluded.kind,
        display_name = excluded.display_name,
        revision = excluded.revision,
        last_position = excluded.last_position,
        reply_number = excluded.reply_number;
END;
