using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Numbers;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>A server of the build before that still runs writes under no older spelling: it meets a conflict.</summary>
public sealed class CanonicalKeyGuardTests : IDisposable
{
    private const string Write =
        """
        INSERT INTO OrleansStorage
            (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn,
             Version)
        VALUES (0, 0, 0, 0, $1, $2, 'consent', '\x', now(), 1)
        ON CONFLICT (GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE SET Version = OrleansStorage.Version + 1
        RETURNING Version
        """;

    // The record under one spelling, as another one's.
    private const string Copy =
        $"""
        INSERT INTO OrleansStorage
        SELECT 0, 0, 0, 0, GrainTypeString, replace(GrainIdExtensionString, '{Mexican.Canonical}', '{Mexican.Older}'), ServiceId,
            convert_to(replace(convert_from(PayloadBinary, 'UTF8'), '525512345678', '5215512345678'), 'UTF8'), now(), 1
        FROM OrleansStorage
        """;

    private readonly PostgresTestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("consent", "number:+15550001111/+5215512345678", false)]
    [InlineData("consent", "account:acme/+5215512345678", false)]
    [InlineData("consent", "account:acme/+5491123456789", false)]
    [InlineData("consent", "number:+5215512345678/+15550001111", false)]
    [InlineData("consent", "number:+5215512345678/+525512345678", false)]
    [InlineData("sender", "sender:+5215512345678", false)]
    [InlineData("sender", "sender:+525512345678", true)]
    [InlineData("account", "account:5215512345678", true)]
    [InlineData("consent", "number:+15550001111/+525512345678", true)]
    [InlineData("consent", "number:+15550001111/+521551234567", true)]
    [InlineData("consent", "number:+15550001111/+52155123456789", true)]
    [InlineData("consent", "number:+15215512345678/+15550001111", true)]
    [InlineData("consent", "number:5215512345678/+15550001111", true)]
    public async Task Write_UnderAKey_IsLeftOutUnlessItIsCanonical(string name, string key, bool isWritten)
    {
        // With a state of another kind's name the triggers of the ledger have nothing to read.
        PostgresServer.Execute(
            _database.ConnectionString,
            "DROP TRIGGER OrleansStorage_inserted ON OrleansStorage; DROP TRIGGER OrleansStorage_registered ON OrleansStorage");

        var version = await WriteAsync(name, key);

        Assert.Equal(isWritten ? 1 : null, version);
        Assert.Equal(isWritten ? 1L : 0L, await _database.Source.ScalarAsync("SELECT count(*) FROM OrleansStorage"));
    }

    [Fact]
    public async Task Write_UnderEachSpellingThatIsKnown_IsLeftOutAndItsCanonicalNumberIsNot()
    {
        PostgresServer.Execute(
            _database.ConnectionString,
            "DROP TRIGGER OrleansStorage_inserted ON OrleansStorage; DROP TRIGGER OrleansStorage_registered ON OrleansStorage");
        var older = Renumberings.All.Select(row => $"+{row.OldPrefix}{new string('7', row.Digits - row.OldPrefix.Length)}").ToList();
        var canonical = older.Select(number => PhoneNumber.Parse(number).Canonical.ToString()).Distinct().ToList();

        await _database.Source.ExecuteAsync(
            """
            INSERT INTO OrleansStorage
            SELECT 0, 0, 0, 0, 'consent', key, 'consent', '\x', now(), 1 FROM unnest(@customers) AS customer, LATERAL
                (VALUES ('account:acme/' || customer), ('number:' || customer || '/+15550001111'), ('number:24273/' || customer)) AS keys (key)
            """,
            ("customers", older.Concat(canonical).ToArray()));

        var written = await _database.Source.RowsAsync("SELECT GrainIdExtensionString AS key FROM OrleansStorage");
        Assert.Equal(
            canonical.SelectMany(number => new[] { $"account:acme/{number}", $"number:{number}/+15550001111", $"number:24273/{number}" })
                .Order(StringComparer.Ordinal),
            written.Select(row => (string)row["key"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Write_ByTheBuildBeforeAfterTheMerge_ChangesNothing()
    {
        // As the build before writes: its key is the spelling.
        _database.ForgetNumberPlan();
        var older = OlderRecord.OfNumber(_database, Mexican.Older);
        await older.EnterAsync(Samples.OptOut("1"));
        _database.ApplyNumberPlan();

        await older.EnterAsync(Samples.OptOut("2", 10));
        await new RecordStory(_database, Samples.Number()).EnterAsync(Samples.OptOut("3"));

        Assert.Equal(
            [(1L, (long)LedgerEntryKind.OptedOut, older.Key), (2L, (long)LedgerEntryKind.Merged, Mexican.Number().ToString()),
                (3L, (long)LedgerEntryKind.OptedOut, Samples.Number().ToString())],
            (await _database.Source.RowsAsync("SELECT position, kind, record_key FROM ledger ORDER BY position"))
                .Select(row => ((long)row["position"]!, (long)row["kind"]!, (string)row["record_key"]!)));
    }

    [Fact]
    public async Task Apply_WhileAWriteUnderAnOlderKeyIsUnderWay_WaitsForItAndMergesIt()
    {
        _database.ForgetNumberPlan();
        await OlderRecord.OfNumber(_database, Mexican.Canonical).EnterAsync(Samples.OptIn("1"));
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(Copy, connection, transaction))
        {
            await command.ExecuteNonQueryAsync();
        }

        var applied = Task.Run(() => _database.ApplyNumberPlan());
        await WaitingAsync();
        await transaction.CommitAsync();
        await applied.WaitAsync(TimeLimit.Generous);

        Assert.Equal(
            [1L, 2L, 3L], (await _database.Source.RowsAsync("SELECT position FROM ledger ORDER BY position")).Select(row => (long)row["position"]!));
        Assert.Equal(3, (await RecordStory.OfStoredAsync(_database, Mexican.Number())).Record.Revision);
    }

    private async Task WaitingAsync()
    {
        while (await _database.Source.ScalarAsync("SELECT count(*) FROM pg_locks WHERE NOT granted AND database = "
            + "(SELECT oid FROM pg_database WHERE datname = current_database())") is 0L)
        {
            await Task.Yield();
        }
    }

    private async Task<int?> WriteAsync(string name, string key)
    {
        await using var command = _database.Source.CreateCommand(Write);
        foreach (var value in new[] { name, key })
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return (int?)await command.ExecuteScalarAsync();
    }
}
