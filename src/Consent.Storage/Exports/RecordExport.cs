using System.Data.Common;
using System.Runtime.CompilerServices;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Database;

namespace Consent.Storage.Exports;

/// <summary>Reads the records as they stand at one position, from one snapshot, a part at a time.</summary>
/// <remarks>
/// While it is read, SQLite cannot take its write-ahead log back into the database, and PostgreSQL removes no row that has been
/// replaced since. So a reader must not take for ever. On SQLite the calling thread blocks.
/// </remarks>
public sealed class RecordExport(ConsentDatabase database)
{
    /// <summary>How long the next row may take, in seconds: a filter may skip many rows.</summary>
    private const int RowSeconds = 60;

    private const string Columns = "sender_number, account_id, customer_number, state, changed_at, source, keyword, revision";

    /// <summary>At least one part, which is empty where there is no such record.</summary>
    public async IAsyncEnumerable<ExportedRecords> ReadAsync(
        ExportFilter filter, int partSize, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var snapshot = await database.Dialect.BeginSnapshotAsync(connection, cancellation);
        var position = await ReadPositionAsync(connection, cancellation);
        await using var command = Command(connection, filter);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var isRead = false;
        try
        {
            var part = new List<ExportedRecord>(partSize);
            var isFirst = true;
            while (await reader.ReadAsync(cancellation))
            {
                part.Add(Read(reader));
                if (part.Count == partSize)
                {
                    yield return new ExportedRecords(position, part);
                    part = new List<ExportedRecord>(partSize);
                    isFirst = false;
                }
            }

            isRead = true;
            if (isFirst || part.Count > 0)
            {
                yield return new ExportedRecords(position, part);
            }
        }
        finally
        {
            if (!isRead)
            {
                // Closing would read to the end, for nobody.
                command.Cancel();
            }
        }
    }

    private static async Task<long> ReadPositionAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(position), 0) FROM ledger";
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static DbCommand Command(DbConnection connection, ExportFilter filter)
    {
        var command = connection.CreateCommand();
        var conditions = new List<string>();
        if (filter.Account is { } account)
        {
            command.Bind(("@account", account.ToString()));
            conditions.Add(
                "(account_id = @account OR sender_number IN (SELECT sender_number FROM sender WHERE account_id = @account))");
        }

        if (filter.Sender is { } sender)
        {
            command.Bind(("@sender", sender.ToString()));
            conditions.Add("sender_number = @sender");
        }

        if (filter.State is { } state)
        {
            command.Bind(("@state", (int)state));
            conditions.Add("state = @state");
        }

        command.CommandText = $"SELECT {Columns} FROM consent_record";
        command.CommandText += conditions.Count > 0 ? $" WHERE {string.Join(" AND ", conditions)}" : "";
        command.CommandTimeout = RowSeconds;
        return command;
    }

    private static ExportedRecord Read(DbDataReader row) => new(
        row.IsDBNull(0) ? null : row.GetString(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.GetString(2),
        row.GetInt32(3),
        row.IsDBNull(4) ? null : row.GetInt64(4),
        row.IsDBNull(5) ? null : row.GetInt32(5),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.GetInt64(7));
}

/// <summary>Which records are exported: all, unless a value narrows them.</summary>
/// <param name="Account">The account's own records and those of its senders.</param>
/// <param name="Sender">The number's own records.</param>
/// <param name="State">The records in this state.</param>
public sealed record ExportFilter(AccountId? Account = null, SenderNumber? Sender = null, ConsentState? State = null);

/// <summary>Some records of an export, all as they stood at one position of the ledger.</summary>
public sealed record ExportedRecords(long Position, IReadOnlyList<ExportedRecord> Records);

/// <summary>A record as stored. Times are milliseconds since 1970, UTC; a record that no event has decided has no deciding event.</summary>
public readonly record struct ExportedRecord(
    string? SenderNumber,
    string? AccountId,
    string CustomerNumber,
    int State,
    long? ChangedAt,
    int? Source,
    string? Keyword,
    long Revision);
