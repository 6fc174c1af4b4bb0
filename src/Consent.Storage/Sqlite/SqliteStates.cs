using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Consent.Storage.Database;
using Consent.Storage.Records;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>Writes many states of one name with one statement.</summary>
internal sealed class SqliteStates
{
    // What Orleans' provider runs for one state, here for many: a row is written if its version is the one that was read. The four
    // numbers are for Orleans' own look-ups; ours go by the key.
    private const string Statement =
        """
        INSERT INTO OrleansStorage
            (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
             PayloadBinary, ModifiedOn, Version)
        SELECT 0, 0, 0, 0, @name, key, @service, state, strftime('%Y-%m-%d %H:%M:%f', 'now'), read + 1
        FROM (SELECT value ->> 0 AS read, value ->> '$[1].key' AS key, CAST(value -> 1 AS BLOB) AS state FROM json_each(@states))
        WHERE read = 0 OR EXISTS
            (SELECT 1 FROM OrleansStorage
             WHERE GrainIdExtensionString = key AND GrainTypeString = @name AND ServiceId = @service AND Version = read)
        ON CONFLICT (GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE
            SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = excluded.Version
            WHERE Version = excluded.Version - 1
        RETURNING GrainIdExtensionString
        """;

    // A megabyte, for the writer alone. A new one for each transaction would keep the garbage collector busy.
    private readonly ArrayBufferWriter<byte> _states = new();

    /// <summary>Writes states, in the connection's transaction.</summary>
    /// <returns>The keys of those that were written. The row of any other is not of the version that was read.</returns>
    public IReadOnlySet<string> Write(SqliteConnection connection, IReadOnlyList<StateRow> rows)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Statement;
        command.Bind(("@name", rows[0].Name), ("@service", rows[0].ServiceId));
        command.Parameters.Add(States(rows));
        var written = new HashSet<string>(rows.Count);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            written.Add(reader.GetString(0));
        }

        return written;
    }

    // Each as the version that was read, 0 for none, and the state, which is JSON already.
    private SqliteParameter States(IReadOnlyList<StateRow> rows)
    {
        _states.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_states);
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartArray();
            json.WriteNumberValue(row.Version ?? 0);
            json.WriteRawValue(row.Payload, skipInputValidation: true);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.Flush();
        MemoryMarshal.TryGetArray(_states.WrittenMemory, out var bytes);
        return new SqliteParameter("@states", SqliteType.Blob) { Value = bytes.Array, Size = bytes.Count };
    }
}
