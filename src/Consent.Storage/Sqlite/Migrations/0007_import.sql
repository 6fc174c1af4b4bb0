-- What an import was first started with: the same id resumes it, for the same scope. A row without a time of its own has the time
-- of the first start, so that it is the same event in every run.
CREATE TABLE opt_out_import
(
    import_id  TEXT    NOT NULL PRIMARY KEY,
    -- number:<sender> or account:<id>
    scope      TEXT    NOT NULL,
    started_at INTEGER NOT NULL
) WITHOUT ROWID;
