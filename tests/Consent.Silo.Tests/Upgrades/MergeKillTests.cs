using System.Diagnostics;
using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>A server that is killed while it merges the records of phones with two spellings, on a database of the build before.</summary>
public abstract class MergeKillTests<T>
    where T : Upgrade, new()
{
    private const int Records = 9_000;
    private const long First = 5_510_000_000;
    private const string Merged = "ledger WHERE kind = 11";

    /// <summary>Copies the row of one state under so many older spellings, which replace its customer's digits.</summary>
    protected abstract string Fill(string customer, long first, int records);

    /// <summary>Makes the transaction hang that takes away a record.</summary>
    protected abstract string Hang(string recordKey);

    /// <summary>Undoes that, after the server has gone.</summary>
    protected abstract string LetGo { get; }

    [Fact]
    public async Task Kill_WhileRecordsAreMerged_GoesOnAtTheNextStart()
    {
        using var upgrade = new T();
        await upgrade.LoadAsync();
        upgrade.Execute(Fill("15559200003", 521 * 10_000_000_000 + First, Records));
        var entries = upgrade.Count("ledger");

        // In the second batch, and in a later one.
        foreach (var record in (int[])[3_000, 7_000])
        {
            upgrade.Execute(Hang($"number:{Story.Unregistered}/+521{First + record}"));
            await KillInTheMiddleAsync(upgrade);
            upgrade.Execute(LetGo);
            Assert.InRange(upgrade.Count(Merged), 1, record);
            Assert.Equal(Records, upgrade.Count(Merged) + upgrade.Count("consent_record WHERE record_key LIKE '%/+52155%'"));
            Assert.Equal(0, upgrade.Count("number_plan"));
        }

        await using var server = await ServerProcess.StartAsync(upgrade.Setup);

        Assert.Equal((Records, 1), (upgrade.Count(Merged), upgrade.Count("number_plan")));
        Assert.Equal(Records, upgrade.Count("consent_record WHERE record_key LIKE '%/+5255%' AND state = 2"));
        Assert.Equal(0, upgrade.Count("consent_record WHERE record_key LIKE '%/+52155%'"));
        foreach (var record in (int[])[0, 3_000, Records - 1])
        {
            foreach (var code in (string[])["+521", "+52"])
            {
                var check = new CheckSendRequest { SenderNumber = Story.Unregistered, CustomerNumber = $"{code}{First + record}" };
                Assert.Equal(Decision.Blocked, (await server.Authority.CheckSendAsync(check)).Decision);
            }
        }

        Assert.Equal(entries + Records, await SealedLedger.EndAsync(server));
    }

    private static async Task KillInTheMiddleAsync(T upgrade)
    {
        var before = upgrade.Count(Merged);
        using var process = Process.Start(upgrade.Setup.ToStartInfo())!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        while (upgrade.Count(Merged) == before)
        {
            patience.Token.ThrowIfCancellationRequested();
            Assert.False(process.HasExited);
            await Task.Yield();
        }

        process.Kill();
        await process.WaitForExitAsync(patience.Token);
    }
}

public sealed class SqliteMergeKillTests : MergeKillTests<SqliteUpgrade>
{
    protected override string LetGo => "DROP TRIGGER hang";

    protected override string Fill(string customer, long first, int records) =>
        $"""
        WITH RECURSIVE n (spelling) AS (SELECT {first} UNION ALL SELECT spelling + 1 FROM n WHERE spelling < {first + records - 1})
        INSERT INTO OrleansStorage
        SELECT 0, 0, 0, 0, GrainTypeString, replace(GrainIdExtensionString, '{customer}', spelling), ServiceId,
            CAST(replace(CAST(PayloadBinary AS TEXT), '{customer}', spelling) AS BLOB), ModifiedOn, 1
        FROM n, (SELECT * FROM OrleansStorage WHERE GrainIdExtensionString = 'number:{Story.Unregistered}/+{customer}') AS stored
        """;

    protected override string Hang(string recordKey) =>
        $"""
        CREATE TRIGGER hang BEFORE DELETE ON consent_record WHEN OLD.record_key = '{recordKey}'
        BEGIN
            SELECT count(*) FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n);
        END
        """;
}

public sealed class PostgresMergeKillTests : MergeKillTests<PostgresUpgrade>
{
    // The server of PostgreSQL does not notice that its client was killed before it has something to say to it.
    protected override string LetGo =>
        """
        SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
        DROP FUNCTION hang() CASCADE
        """;

    protected override string Fill(string customer, long first, int records) =>
        $"""
        INSERT INTO OrleansStorage
        SELECT 0, 0, 0, 0, GrainTypeString, replace(GrainIdExtensionString, '{customer}', spelling::text), ServiceId,
            convert_to(replace(convert_from(PayloadBinary, 'UTF8'), '{customer}', spelling::text), 'UTF8'), ModifiedOn, 1
        FROM generate_series({first}, {first + records - 1}) AS spelling,
            (SELECT * FROM OrleansStorage WHERE GrainIdExtensionString = 'number:{Story.Unregistered}/+{customer}') AS stored
        """;

    protected override string Hang(string recordKey) =>
        $$"""
        CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3600); RETURN OLD; END';
        CREATE TRIGGER hang BEFORE DELETE ON consent_record FOR EACH ROW WHEN (OLD.record_key = '{{recordKey}}') EXECUTE FUNCTION hang()
        """;
}
