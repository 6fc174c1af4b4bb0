using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Consent.Comparison.Servers;

/// <summary>A server that answers checks: ours or a peer.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(5);

    private readonly ServerProcess _process;

    private MeasuredServer(string name, ServerProcess process, Uri address, RuntimeProbe probe, IStore? store)
    {
        (Name, _process, Address, Probe, Store) = (name, process, address, probe, store);
    }

    public string Name { get; }

    public Uri Address { get; }

    public RuntimeProbe Probe { get; }

    public IStore? Store { get; }

    /// <summary>Gets or sets what each call shows of who asks.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Gets how long it took from the start of the process until it said that it was ready.</summary>
    public TimeSpan TimeToReady { get; private set; }

    public double Processor => ProcessFigures.Processor(_process.Id);

    public double Resident => ProcessFigures.Resident(_process.Id);

    public double Peak => ProcessFigures.Peak(_process.Id);

    public static Task<MeasuredServer> OursAsync(
        Programs programs, string folder, string name, int port, string provider, string connection, IStore? store,
        IReadOnlyCollection<string> settings, CancellationToken end)
    {
        var grpc = new UriBuilder(Local(port))
        {
            Scheme = settings.Any(setting => setting.StartsWith("--Listen:Certificate:", StringComparison.Ordinal)) ? "https" : "http",
        }.Uri;
        var web = new HttpClient { BaseAddress = Local(port + 1), Timeout = TimeSpan.FromSeconds(2) };
        return StartAsync(
            programs, folder, name, grpc, store,
            [
                programs.Server, $"--Listen:Grpc={grpc}", $"--Listen:Web={Local(port + 1)}", "--Cluster:AdvertisedAddress=127.0.0.1",
                string.Create(CultureInfo.InvariantCulture, $"--Cluster:SiloPort={port + 2}"), "--Cluster:GatewayPort=0",
                $"--Storage:Provider={provider}", $"--Storage:ConnectionString={connection}", .. settings,
            ],
            async (_, end) =>
            {
                try
                {
                    using var answer = await web.GetAsync(new Uri("readyz", UriKind.Relative), end);
                    return answer.IsSuccessStatusCode;
                }
                catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !end.IsCancellationRequested))
                {
                    return false;
                }
            },
            end);
    }

    public static Task<MeasuredServer> PeerAsync(
        Programs programs, string folder, string name, string peer, int port, IStore? store, IEnumerable<string> settings,
        CancellationToken end) => StartAsync(
        programs, folder, name, Local(port), store,
        [programs.Peers, peer, "--address", Local(port).ToString(), .. settings],
        async (process, end) => (await File.ReadAllTextAsync(process.Log, end)).Contains("ready", StringComparison.Ordinal),
        end);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<MeasuredServer> StartAsync(
        Programs programs, string folder, string name, Uri address, IStore? store, IEnumerable<string> command,
        Func<ServerProcess, CancellationToken, Task<bool>> isReady, CancellationToken end)
    {
        var probe = Path.Combine(folder, $"{name}.probe");
        File.Delete(probe);
        var started = Stopwatch.GetTimestamp();
        var process = ServerProcess.Start(
            name, folder, ["dotnet", .. command],
            ("DOTNET_STARTUP_HOOKS", programs.Probe), ("BENCH_PROBE", probe), ("DOTNET_EnableDiagnostics", "0"));
        var server = new MeasuredServer(name, process, address, new RuntimeProbe(probe), store);
        try
        {
            await process.WhenAsync(end => isReady(process, end), StartsWithin, end);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        server.TimeToReady = Stopwatch.GetElapsedTime(started);
        return server;
    }

    private static Uri Local(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
}

/// <summary>What a server's runtime says of itself.</summary>
/// <param name="Allocated">Bytes, since the process began.</param>
/// <param name="Heap">Bytes; all of it alive only after a collection.</param>
internal sealed record RuntimeFigures(long Allocated, long Heap);

/// <summary>Asks the probe in a server (Consent.Probe).</summary>
internal sealed class RuntimeProbe(string path)
{
    public Task<RuntimeFigures> ReadAsync(CancellationToken end) => AskAsync('r', end);

    public Task<RuntimeFigures> CollectAsync(CancellationToken end) => AskAsync('c', end);

    private async Task<RuntimeFigures> AskAsync(char what, CancellationToken end)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), end);
        await socket.SendAsync(new[] { (byte)what }, end);
        var answer = new byte[64];
        var length = await socket.ReceiveAsync(answer, end);
        var figures = Encoding.ASCII.GetString(answer, 0, length).Split(' ');
        return new RuntimeFigures(long.Parse(figures[0], CultureInfo.InvariantCulture), long.Parse(figures[1], CultureInfo.InvariantCulture));
    }
}
