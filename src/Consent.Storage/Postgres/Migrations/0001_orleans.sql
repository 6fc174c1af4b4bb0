-- What Orleans' ADO.NET storage reads and runs. The contract is the parameters' and the results' names; the text is ours.

CREATE TABLE OrleansQuery
(
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

-- Keys compare byte by byte (COLLATE "C"): an operating system that is upgraded cannot change their order under an index.
CREATE TABLE OrleansStorage
(
    GrainIdHash            integer   NOT NULL,
    GrainIdN0              bigint    NOT NULL,
    GrainIdN1              bigint    NOT NULL,
    GrainTypeHash          integer   NOT NULL,
    GrainTypeString        text      COLLATE "C" NOT NULL,
    GrainIdExtensionString text      COLLATE "C" NOT NULL,
    ServiceId              text      COLLATE "C" NOT NULL,
    PayloadBinary          bytea     NULL,
    ModifiedOn             timestamp NOT NULL,
    Version                integer   NOT NULL
);

-- Without it two first writes of one grain could both succeed.
CREATE UNIQUE INDEX OrleansStorage_grain ON OrleansStorage (GrainIdExtensionString, GrainTypeString, ServiceId);

-- One statement: the row is inserted if there is none and none was read, or updated if it is the version that was read. No
-- result is a conflict. A parameter that is only compared with null needs a type.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', '
INSERT INTO OrleansStorage
    (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
     PayloadBinary, ModifiedOn, Version)
SELECT
    @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
    @PayloadBinary::bytea, clock_timestamp() AT TIME ZONE ''utc'', 1
WHERE @GrainStateVersion::int IS NULL OR EXISTS
    (SELECT 1 FROM OrleansStorage
     WHERE GrainIdExtensionString = @GrainIdExtensionString AND GrainTypeString = @GrainTypeString
        AND ServiceId = @ServiceId AND Version = @GrainStateVersion::int)
ON CONFLICT (GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE
    SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = OrleansStorage.Version + 1
    WHERE OrleansStorage.Version = @GrainStateVersion::int
RETURNING Version AS NewGrainStateVersion');

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', '
SELECT PayloadBinary, Version
FROM OrleansStorage
WHERE GrainIdExtensionString = @GrainIdExtensionString AND GrainTypeString = @GrainTypeString AND ServiceId = @ServiceId');

-- A record is never cleared: the statement answers as for a conflict.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ClearStorageKey', '
SELECT NULL::int AS NewGrainStateVersion WHERE false');
