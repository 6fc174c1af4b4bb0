namespace Consent.Comparison.Servers;

/// <summary>The place in which a run takes place: its folder, its ports, its stores, each started when it is first asked for.</summary>
internal sealed class Workplace(Programs programs, string folder, int port) : IAsyncDisposable
{
    private const string Figure = "figure ";
    private const int RedisPort = 1;
    private const int FirstServerPort = 10;
    private const int PortsOfAServer = 10;

    private Postgres? _postgres;
    private Redis? _redis;
    private int _servers;

    public async Task<Postgres> PostgresAsync(CancellationToken end) => _postgres ??= await Postgres.StartAsync(programs, folder, port, end);

    public async Task<Redis> RedisAsync(CancellationToken end) => _redis ??= await Redis.StartAsync(folder, port + RedisPort, end);

    public string FileOf(string name) => $"{FolderOf(name)}.db";

    public string FolderOf(string name) => Path.Combine(folder, name);

    /// <summary>Makes an API key for checks in the file of a server that has not been started yet.</summary>
    public async Task<string> ApiKeyAsync(string name, CancellationToken end) => (await ShortProcess.RunAsync(
        ["dotnet", programs.Server, "keys", "create", "--role", "check", $"--Storage:ConnectionString=Data Source={FileOf(name)}"], end)).Trim();

    /// <summary>Makes a throwaway authority and certificates for a server in that folder.</summary>
    public Task CertificatesAsync(string path, CancellationToken end) => ShortProcess.RunAsync([programs.Certificates, path], end);

    /// <summary>Ours, on a PostgreSQL database that is there; another build of it, where one is named.</summary>
    public async Task<MeasuredServer> OursAsync(
        string name, string connection, CancellationToken end, string? program = null, params string[] settings) =>
        await MeasuredServer.OursAsync(
            Build(program), folder, name, NextPort(), "PostgreSQL", connection, await PostgresAsync(end), settings, end);

    /// <summary>Ours on a file of its own, as it is without settings; another build of it, where one is named.</summary>
    public Task<MeasuredServer> OursOnFileAsync(
        string name, CancellationToken end, string? program = null, params string[] settings) => MeasuredServer.OursAsync(
        Build(program),
        folder,
        name,
        NextPort(),
        "Sqlite",
        $"Data Source={FileOf(name)}",
        store: null,
        settings,
        end);

    public Task<MeasuredServer> EmptyAsync(CancellationToken end) =>
        MeasuredServer.PeerAsync(programs, folder, "empty", "empty", NextPort(), store: null, [], end);

    public async Task<MeasuredServer> RedisPeerAsync(CancellationToken end)
    {
        var redis = await RedisAsync(end);
        return await MeasuredServer.PeerAsync(programs, folder, "redis-peer", "redis", NextPort(), redis, ["--redis", redis.Endpoint], end);
    }

    public async Task<MeasuredServer> DatabasePeerAsync(string peer, string connection, CancellationToken end) => await MeasuredServer.PeerAsync(
        programs, folder, peer, peer, NextPort(), await PostgresAsync(end), ["--database", connection], end);

    /// <summary>Runs a verb of Consent.Bench; answers what it said.</summary>
    public Task<string> BenchAsync(CancellationToken end, params string[] arguments) =>
        ShortProcess.RunAsync(["dotnet", programs.Bench, .. arguments], end);

    /// <summary>Runs a verb of Consent.Bench, and adds the figures that it said.</summary>
    public async Task MeasureBenchAsync(Measurements measured, string scenario, string prefix, CancellationToken end, params string[] arguments)
    {
        foreach (var line in (await BenchAsync(end, arguments)).Split('\n').Where(line => line.StartsWith(Figure, StringComparison.Ordinal)))
        {
            // The name may have spaces; the value and the unit have none.
            var words = line[Figure.Length..].Split(' ');
            var (name, value, unit) = (string.Join(' ', words[..^2]), double.Parse(words[^2], CultureInfo.InvariantCulture), words[^1]);
            measured.Add(scenario, $"{prefix}/{name}", unit, value);
        }
    }

    public Task FillPeerAsync(string peer, string first, long count, int every, string store, string storeOption, CancellationToken end) =>
        ShortProcess.RunAsync(
            [
                "dotnet", programs.Peers, "fill", "--peer", peer, "--sender", "+15550001111", "--first", first,
                "--count", count.ToString(CultureInfo.InvariantCulture), "--every", every.ToString(CultureInfo.InvariantCulture), storeOption, store,
            ],
            end);

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private Programs Build(string? program) => program is null ? programs : programs with { Server = program };

    // Each server has ports of its own for the whole run: those of one that has just ended may not be free yet.
    private int NextPort() => port + FirstServerPort + (PortsOfAServer * _servers++);
}
