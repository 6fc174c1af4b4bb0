using System.Data.Common;
using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Json;

namespace Consent.Storage.Imports;

/// <summary>The rows that an import reads, the same in both databases; the record's key comes first.</summary>
internal static class ImportStates
{
    public static StoredRecord Read(DbDataReader row)
    {
        var state = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(1), ConsentJson.Default.ConsentGrainState)!;
        return new StoredRecord(state.Record.CommittedAt(row.GetInt64(3)), row.GetInt32(2));
    }

    public static AnsweredEvent ReadAnswered(DbDataReader row) =>
        new(row.GetString(1), row.GetString(2), row.GetBoolean(3), Reply: null, row.GetInt64(4));
}
