using System.Diagnostics;

namespace Consent.Peers;

/// <summary>Fills what a peer keeps while the peer does not run: a grain in memory would not hear of it.</summary>
internal static class PeerFill
{
    public static async Task RedisAsync(string endpoint, string sender, CustomerRange range)
    {
        await using var redis = await RedisOptOuts.ConnectAsync(endpoint);
        await FillAsync(redis, sender, range);
    }

    public static async Task PostgresAsync(string connectionString, string sender, CustomerRange range)
    {
        await using var postgres = await PostgresOptOuts.CreateAsync(connectionString);
        await FillAsync(postgres, sender, range);
    }

    public static async Task GrainAsync(string connectionString, string sender, CustomerRange range)
    {
        await using var source = PostgresSource.Pool(connectionString);
        await PairSilo.ProvisionAsync(source);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.WarningsOnly();
        builder.UseOrleans(silo => silo.AddPairs(source));
        using var host = builder.Build();
        await host.StartAsync();
        await FillAsync(new GrainOptOuts(host.Services.GetRequiredService<IGrainFactory>()), sender, range);
        await host.StopAsync();
    }

    private static async Task FillAsync(IOptOuts optOuts, string sender, CustomerRange range)
    {
        var started = Stopwatch.GetTimestamp();
        await optOuts.FillAsync(sender, range.OptedOut());
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"filled {range.OptedOut().LongCount()} opt-outs in {seconds:F1} s"));
    }
}

/// <summary>Customer numbers that follow one another, of which the first and then every so many-th has opted out.</summary>
internal sealed record CustomerRange(string First, long Count, int Every)
{
    public IEnumerable<string> OptedOut()
    {
        var first = long.Parse(First.AsSpan().TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture);
        for (var index = 0L; index < Count; index += Every)
            yield return string.Create(CultureInfo.InvariantCulture, $"+{first + index}");
    }
}
