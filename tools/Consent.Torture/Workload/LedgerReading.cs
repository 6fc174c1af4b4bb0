using System.Text.Json;
using Npgsql;

namespace Consent.Torture.Workload;

/// <summary>What the ledger says when a run is over: read from the database, beside the servers, and verified by one of them.</summary>
internal static class LedgerReading
{
    private const string Query =
        """
        SELECT position, kind, record_key, record_revision, record_state, occurred_at, source, moved, message_id, sender_number,
            customer_number, registered
        FROM ledger ORDER BY position
        """;

    public static async Task<IReadOnlyList<EntryRead>> ReadAsync(LocalCluster cluster)
    {
        var entries = new List<EntryRead>();
        await using var connection = new NpgsqlConnection(cluster.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            entries.Add(new EntryRead
            {
                Position = reader.GetInt64(0),
                Kind = (LedgerEntryKind)reader.GetInt32(1),
                Record = reader.GetString(2),
                Revision = reader.GetInt64(3),
                State = (ConsentState)reader.GetInt32(4),
                OccurredAt = reader.GetInt64(5),
                Source = (ConsentSource)reader.GetInt32(6),
                Moved = reader.GetBoolean(7),
                MessageId = reader.GetString(8),
                Sender = reader.IsDBNull(9) ? null : reader.GetString(9),
                Customer = reader.GetString(10) is { Length: > 0 } customer ? Spellings.CustomerOf(customer) : null,
                Registration = reader.IsDBNull(11) ? null : Registered(reader.GetString(11)),
            });
        }

        return entries;
    }

    public static async Task<SealVerification> VerifyAsync(Server server)
    {
        using var call = server.Ledger.VerifyLedger(new VerifyLedgerRequest(), deadline: Deadlines.In(Until.Patience));
        var faults = new List<string>();
        var (verified, notSealed) = (0L, 0L);
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            var part = call.ResponseStream.Current;
            faults.AddRange(part.Faults.Select(fault => $"{fault.FromPosition} to {fault.Position}: {fault.Reason}"));
            (verified, notSealed) = (part.EntriesVerified, part.EntriesNotSealed);
        }

        return new SealVerification(verified, notSealed, faults);
    }

    private static Registration Registered(string json)
    {
        using var document = JsonDocument.Parse(json);
        var registered = document.RootElement;
        var name = registered.GetProperty("displayName").GetString();
        if (registered.TryGetProperty("number", out var number))
        {
            return new Registration(
                registered.GetProperty("account").GetString()!,
                number.GetString(),
                (SenderKind)registered.GetProperty("kind").GetInt32(),
                Content: name,
                ReplyNumber: registered.TryGetProperty("replyNumber", out var replyNumber) ? replyNumber.GetString() : null);
        }

        var keywords = registered.GetProperty("keywords");
        return new Registration(
            registered.GetProperty("id").GetString()!,
            Keywords: Keywords.Joined(Of("optOut"), Of("optIn"), Of("help")),
            Content: name);

        IEnumerable<string> Of(string kind) => keywords.GetProperty(kind).EnumerateArray().Select(keyword => keyword.GetString()!);
    }
}
