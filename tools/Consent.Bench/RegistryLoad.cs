using System.Globalization;
using Consent.Core.Numbers;
using Consent.Roster;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Storage;
using Consent.Storage.Database;
using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Consent.Bench;

/// <summary>10,000 accounts, 100,000 senders and 1 million opt-outs: loading them, and deciding with them, in this process.</summary>
internal static class RegistryLoad
{
    private const int Accounts = 10_000;
    private const int Senders = 100_000;
    private const int Records = 1_000_000;
    private const int Decisions = 2_000_000;
    private const int Rounds = 9;

    private static readonly string Rows = string.Create(CultureInfo.InvariantCulture, $"""
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Accounts} - 1)
        INSERT INTO account SELECT printf('account-%06d', i), 'Acme ' || i, '', 1, 1, '[]', '[]', '[]', '', '', '', 1, 1 FROM n;
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Senders} - 1)
        INSERT INTO sender
        SELECT printf('+1555%07d', i), printf('account-%06d', i % {Accounts}), 1 + i % 2, 'Front desk ' || i, 1, 1 FROM n;
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Records} - 1)
        INSERT INTO consent_record
        SELECT 'record ' || i, CASE WHEN i % 2 THEN printf('+1555%07d', i % {Senders}) END,
            CASE WHEN i % 2 = 0 THEN printf('account-%06d', i % {Accounts}) END,
            printf('+1444%07d', i), 2, 1, 1000, 1, 'stop', 1, 1, 1 FROM n;
        """);

    public static async Task RunAsync(FileInfo file)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(file.FullName + suffix);
        }

        using (var database = SqliteDatabase.Open($"Data Source={file.FullName}"))
        {
            Execute(database.Source, Rows);
            using var rosterDatabase = new SqliteRosterDatabase(database.Source);
            for (var round = 0; round < 5; round++)
            {
                Report("plain SELECT of the same rows", Time(() => Read(database.Source)));
                var read = Spent();
                await rosterDatabase.LoadAsync(_ => { }, CancellationToken.None);
                Report("read as a roster reads", Spent() - read);
            }
        }

        var builder = Host.CreateApplicationBuilder();
        builder.Services.Configure<StorageOptions>(options => options.ConnectionString = $"Data Source={file.FullName}");
        builder.Services.AddConsentStorage().AddConsentRoster();
        using var host = builder.Build();
        var started = Spent();
        await host.StartAsync();
        var gate = host.Services.GetRequiredService<FreshnessGate>();
        ReplicaRoster? roster;
        while (!gate.TryPass(out roster))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        Report("loaded, and fresh", Spent() - started);
        Decide(roster);
        await host.StopAsync();
    }

    // Customers that nobody has asked about, of senders all over the table, registered or not, in turn.
    private static void Decide(ReplicaRoster roster)
    {
        var (registered, unregistered) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            registered.Add(Nanoseconds(roster, 15_550_000_000));
            unregistered.Add(Nanoseconds(roster, 16_660_000_000));
        }

        registered.Sort();
        unregistered.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"decide, ns, median of {Rounds}: registered {registered[Rounds / 2]:F0} not registered {unregistered[Rounds / 2]:F0}"));
    }

    private static double Nanoseconds(ReplicaRoster roster, long firstSender)
    {
        var random = new Random(1);
        var senders = Pick(random, 1_024, firstSender, Senders).Select(SenderNumber.From).ToArray();
        var customers = Pick(random, 1 << 16, 13_330_000_000, 100_000_000).ToArray();
        var blocked = 0;
        var elapsed = Time(() =>
        {
            for (var index = 0; index < Decisions; index++)
            {
                blocked += roster.Decide(senders[index & 1_023], customers[index & 0xFFFF]).IsBlocked ? 1 : 0;
            }
        });
        return blocked == 0 ? elapsed.TotalNanoseconds / Decisions : throw new InvalidOperationException("None has opted out.");
    }

    private static IEnumerable<PhoneNumber> Pick(Random random, int count, long first, int range) =>
        Enumerable.Range(0, count).Select(_ => PhoneNumber.Parse(
            string.Create(CultureInfo.InvariantCulture, $"+{first + random.Next(range)}")));

    private static void Read(SqliteDataSource source)
    {
        Read(source, "SELECT account_id, display_name, product_name, resubscribe_policy, keyword_matching, opt_out_keywords, "
            + "opt_in_keywords, help_keywords, opt_out_confirmation, opt_in_confirmation, help_reply, revision FROM account");
        Read(source, "SELECT sender_number, account_id, kind, display_name, revision FROM sender");
        Read(source, "SELECT sender_number, account_id, customer_number, state, source, was_opted_out, changed_at, changed_position "
            + "FROM consent_record WHERE changed_at IS NOT NULL");
    }

    private static void Read(SqliteDataSource source, string query)
    {
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values);
        }
    }

    private static void Execute(SqliteDataSource source, string statement)
    {
        using var connection = (SqliteConnection)source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = 300;
        command.ExecuteNonQuery();
    }

    private static TimeSpan Time(Action work)
    {
        var started = Spent();
        work();
        return Spent() - started;
    }

    // The processor's time, whatever else the machine does meanwhile.
    private static TimeSpan Spent() => Environment.CpuUsage.TotalTime;

    private static void Report(string what, TimeSpan elapsed) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: {elapsed.TotalSeconds:F2} s of processor"));
}
