using Consent.Storage.Imports;
using Consent.Storage.Postgres;
using Consent.Storage.Replicas;
using Consent.Storage.Tests.Access;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Imports;
using Consent.Storage.Tests.Registry;
using Consent.Storage.Tests.Seals;

namespace Consent.Storage.Tests.Postgres;

/// <summary>A database whose tables are published: PostgreSQL refuses to change a row that it could not name to a subscriber.</summary>
public sealed class PublicationTests : IDisposable
{
    private const string ForgetJournal = "DELETE FROM schemaversions WHERE scriptname LIKE '%0009_replica_identity%'";

    private readonly PostgresTestDatabase _database = new();

    [Fact]
    public async Task Schema_EachTable_CanNameItsRows()
    {
        var tables = await _database.Source.RowsAsync(
            """
            SELECT relname, EXISTS (
                SELECT 1 FROM pg_index
                WHERE indrelid = pg_class.oid AND indisvalid
                    AND (relreplident = 'd' AND indisprimary OR relreplident = 'i' AND indisreplident)) AS named
            FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            """);

        Assert.Contains(tables, row => (string)row["relname"]! == "orleansstorage");
        Assert.DoesNotContain(tables, row => (long)row["named"]! == 0);
    }

    [Fact]
    public async Task Write_EverythingWhileAllTablesArePublished_Succeeds()
    {
        await PublishAsync();
        var story = new RecordStory(_database, Samples.Number());
        var registry = new RegistryStory(_database.Writer);
        using var import = new ImportWriter(_database.Imports, Rows.ServiceId);

        await story.EnterAsync(Samples.OptOut("1", 10));
        await story.EnterAsync(Samples.OptIn("2", 20));
        await registry.PutAsync(RegistryStory.Account());
        await registry.PutAsync(RegistryStory.Account("Acme Plumbing"));
        await registry.PutAsync(RegistryStory.Sender());
        await registry.PutAsync(RegistryStory.Sender(name: "Front desk"));
        await import.WriteAsync([Rows.Of(0, second: 60), Rows.Of(1)], Task.CompletedTask, default);
        await _database.Roster.RegisterAsync(new Replica("own", "", TimeSpan.FromSeconds(5)), default);
        await _database.Roster.RetireAsync(["own"], default);
        await _database.Roster.DeleteAsync("own", default);
        var keys = new ApiKeyStory(_database);
        await keys.RevokeAsync(await keys.CreateAsync());
        await keys.UseAsync(keys.All[0].Id);
        await keys.UseAsync(keys.All[0].Id);
        await new SealedLedger(_database).Sealer.SealAsync(default);

        Assert.Equal(Enumerable.Range(1, 10).Select(position => (long)position), await _database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Open_SchemaOfBeforeWhileAllTablesArePublished_LetsWritesSucceed()
    {
        var story = new RecordStory(_database, Samples.Number());
        await story.EnterAsync(Samples.OptOut("1", 10));
        await _database.Source.ExecuteAsync($"ALTER TABLE OrleansStorage REPLICA IDENTITY DEFAULT; {ForgetJournal}");
        await PublishAsync();

        PostgresDatabase.Open(_database.ConnectionString).Dispose();

        Assert.Equal(2, await story.EnterAsync(Samples.OptIn("2", 20)));
    }

    // Logical replication copies the journal's rows, and leaves its sequence where it was.
    [Fact]
    public async Task Open_JournalWhoseSequenceIsBehind_Upgrades()
    {
        await _database.Source.ExecuteAsync($"ALTER SEQUENCE schemaversions_schemaversionsid_seq RESTART; {ForgetJournal}");

        PostgresDatabase.Open(_database.ConnectionString).Dispose();

        Assert.Equal(1L, await _database.Source.ScalarAsync(
            "SELECT count(*) FROM schemaversions WHERE scriptname LIKE '%0009_replica_identity%'"));
    }

    // A sequence is not replicated. Another one than the journal's would go back with a switch to the subscriber.
    [Fact]
    public async Task Schema_Sequences_AreTheJournalsOnly() =>
        Assert.Equal(
            ["schemaversions_schemaversionsid_seq"],
            (await _database.Source.RowsAsync("SELECT sequencename::text FROM pg_sequences")).Select(row => row["sequencename"]));

    public void Dispose() => _database.Dispose();

    private Task<int> PublishAsync() => _database.Source.ExecuteAsync("CREATE PUBLICATION everything FOR ALL TABLES");
}
