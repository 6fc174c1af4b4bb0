-- What an import was first started with: the same id resumes it, for the same scope. A row without a time of its own has the time
-- of the first start, so that it is the same event in every run.
CREATE TABLE opt_out_import
(
    import_id  text   COLLATE "C" NOT NULL PRIMARY KEY,
    -- number:<sender> or account:<id>
    scope      text   COLLATE "C" NOT NULL,
    started_at bigint NOT NULL
);

CREATE TRIGGER opt_out_import_is_durable BEFORE INSERT OR UPDATE OR DELETE ON opt_out_import
    FOR EACH STATEMENT EXECUTE FUNCTION make_durable();
