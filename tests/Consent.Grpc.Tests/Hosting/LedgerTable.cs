using System.Data.Common;
using Consent.Core.Records;
using Consent.Roster.Freshness;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>What is in the database, past the service.</summary>
internal sealed class LedgerTable(IServiceProvider services)
{
    private DbDataSource Source => services.GetRequiredService<SqliteDataSource>();

    public async Task<long> LengthAsync() => (long)(await Source.RowsAsync("SELECT count(*) AS entries FROM ledger"))[0]["entries"]!;

    /// <summary>Waits until a write that is under way has committed.</summary>
    public async Task ReachesAsync(long length)
    {
        while (await LengthAsync() < length)
        {
            await Task.Yield();
        }
    }

    public async Task<Dictionary<string, object?>> EntryAsync(long position) =>
        Assert.Single(await Source.RowsAsync($"SELECT * FROM ledger WHERE position = {position}"));

    /// <summary>The ids of a pair's entries, in the ledger's order.</summary>
    public async Task<List<string>> IdsAsync(Pair pair) => [.. (await Source.RowsAsync(
        $"""
        SELECT message_id FROM ledger
        WHERE record_sender_number = '{pair.Sender}' AND customer_number = '{pair.Customer}' ORDER BY position
        """)).Select(row => (string)row["message_id"]!)];

    /// <summary>The kinds and ids of a pair's entries, in the ledger's order.</summary>
    public async Task<List<string>> KindsAsync(Pair pair) => [.. (await Source.RowsAsync(
        $"""
        SELECT kind, message_id FROM ledger
        WHERE record_sender_number = '{pair.Sender}' AND customer_number = '{pair.Customer}' ORDER BY position
        """)).Select(row => $"{(LedgerEntryKind)(long)row["kind"]!} {row["message_id"]}")];

    /// <summary>What a refused call must leave as it was: the ledger's length and the number of records in the roster.</summary>
    public async Task<(long Entries, long Records)> SizeAsync() =>
        (await LengthAsync(), services.GetRequiredService<FreshnessGate>().TryPass(out var roster) ? roster.Count : -1);
}
