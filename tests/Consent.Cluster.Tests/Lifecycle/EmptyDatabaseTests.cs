using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;

namespace Consent.Cluster.Tests.Lifecycle;

[Collection(SharedCluster.Name)]
public sealed class EmptyDatabaseTests(LocalClusterFixture fixture) : IAsyncLifetime
{
    private const string Database = "empty";

    // Beyond the three that share the other database.
    private static readonly string[] Newcomers = ["7", "8"];

    private LocalCluster Cluster => fixture.Cluster;

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Start_OfTwoServersOnAnEmptyDatabaseAtOnce_BothComeUpOnOneSchema()
    {
        await Cluster.Script.RunAsync("db", "psql", "-qc", $"CREATE DATABASE {Database}");
        var settings = $"--Storage:ConnectionString=Host=127.0.0.1;Port={Cluster.Script.Port};Database={Database};Username=consent";

        var started = await Task.WhenAll(Newcomers.Select(server => Cluster.Script.TryRunAsync(["start", server], settings)));

        Assert.All(started, start => Assert.True(start.Code == 0, start.Output));
        Assert.Equal(await SchemaAsync("consent"), await SchemaAsync(Database));
        Assert.Equal(2L, await Cluster.AskAsync<long>("SELECT count(*) FROM roster_replica", Database));
        using var first = new Server(Cluster.Script, 7);
        using var second = new Server(Cluster.Script, 8);
        var customer = Wire.NewCustomer();
        await first.RecordAsync(customer, Wire.Stop);
        Assert.Equal(V1.Decision.Blocked, await second.CheckAsync(customer));

        var stopped = await Task.WhenAll(Newcomers.Select(server => Cluster.Script.TryRunAsync(["stop", server])));
        Assert.All(stopped, stop => Assert.True(stop.Code == 0, stop.Output));
    }

    private Task<string> SchemaAsync(string database) => Cluster.AskAsync<string>(
        """
        SELECT concat_ws(E'\n',
            (SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable), E'\n' ORDER BY table_name, ordinal_position)
             FROM information_schema.columns WHERE table_schema = 'public'),
            (SELECT string_agg(indexdef, E'\n' ORDER BY indexdef) FROM pg_indexes WHERE schemaname = 'public'),
            (SELECT string_agg(concat_ws(' ', event_object_table, trigger_name, event_manipulation), E'\n'
                ORDER BY event_object_table, trigger_name, event_manipulation)
             FROM information_schema.triggers),
            (SELECT string_agg(QueryKey, E'\n' ORDER BY QueryKey) FROM OrleansQuery),
            (SELECT string_agg(scriptname, E'\n' ORDER BY scriptname) FROM schemaversions))
        """,
        database);
}
