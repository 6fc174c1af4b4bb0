namespace Consent.Comparison.Servers;

/// <summary>A Redis of this run's own, which keeps nothing.</summary>
internal sealed class Redis(ServerProcess process, int port) : IStore, IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(20);

    public double Processor => ProcessFigures.Processor(process.Id);

    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    public static async Task<Redis> StartAsync(string folder, int port, CancellationToken end)
    {
        var process = ServerProcess.Start(
            "redis", folder,
            ["redis-server", "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--save", "", "--appendonly", "no"]);
        try
        {
            await process.WhenAsync(
                async end => (await File.ReadAllTextAsync(process.Log, end)).Contains("Ready to accept", StringComparison.Ordinal),
                StartsWithin,
                end);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        return new Redis(process, port);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
