namespace Consent.Torture.Workload;

/// <summary>All callers of a run, and the history that they write.</summary>
internal sealed class RunningWorkload : IAsyncDisposable
{
    private const int CheckersOfEach = 2;
    private const int WritersOfEach = 4;
    private const int WarmUp = 500;

    private static readonly TimeSpan RegistryPace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ImportPace = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _end = new();
    private readonly List<Caller> _callers = [];
    private readonly List<Task> _running = [];
    private readonly WorkloadSettings _settings;
    private readonly LocalCluster _cluster;
    private readonly HistoryWriter _writer;
    private readonly Market _market = Market.New();
    private int _names;

    private RunningWorkload(WorkloadSettings settings, LocalCluster cluster, string path)
    {
        (_settings, _cluster, Path) = (settings, cluster, path);
        _writer = new HistoryWriter(path);
        Recorder = new Recorder(_writer);
    }

    public string Path { get; }

    public Recorder Recorder { get; }

    /// <summary>Starts everybody, and waits until they are well on their way.</summary>
    public static async Task<RunningWorkload> StartAsync(WorkloadSettings settings, LocalCluster cluster, string path)
    {
        var workload = new RunningWorkload(settings, cluster, path);
        try
        {
            var position = await cluster.AskAsync<long>("SELECT coalesce(max(position), 0) FROM ledger");
            await new RegistryCaller(workload.Goer("set-up"), workload._market, workload.Recorder).RegisterAsync();
            workload._writer.Add(new RunStart(HistoryClock.Now, position, LocalCluster.Size, settings.Seed));
            workload.StartAll();
            await workload.MoreAsync(WarmUp);
            return workload;
        }
        catch
        {
            await workload.DisposeAsync();
            throw;
        }
    }

    public async Task MoreAsync(long answers)
    {
        var failed = Task.WhenAny(_running);
        if (await Task.WhenAny(Recorder.AnsweredAsync(answers), failed) == failed)
        {
            await await failed;
        }
    }

    /// <summary>Lets all callers finish, and reads the ledger: nothing may be broken any more.</summary>
    public async Task EndAsync()
    {
        await StopAsync();
        for (var isWhole = false; !isWhole;)
        {
            // What was given up on may be entered to the last.
            var entries = await LedgerReading.ReadAsync(_cluster);
            var seals = await LedgerReading.VerifyAsync(_cluster.Servers[0]);
            isWhole = seals.Faults.Count > 0 || seals.EntriesVerified + seals.EntriesNotSealed == entries.Count;
            if (isWhole)
            {
                foreach (var entry in entries)
                {
                    _writer.Add(entry);
                }

                _writer.Add(seals);
            }
        }

        _writer.Dispose();
    }

    public async Task<Verdict> CheckAsync() => HistoryChecker.Check(await History.ReadAsync(Path));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            _writer.Dispose();
            _callers.ForEach(caller => caller.Dispose());
            _end.Dispose();
        }
    }

    private async Task StopAsync()
    {
        if (!_end.IsCancellationRequested)
        {
            await _end.CancelAsync();
        }

        await Task.WhenAll(_running);
    }

    private void StartAll()
    {
        var places = _settings.HasPinned ? Enumerable.Range(1, LocalCluster.Size).Append(0).ToList() : [0];
        var checks = Slower(_settings.ChecksPerSecond, places.Count * (CheckersOfEach + 1));
        var writes = Slower(_settings.WritesPerSecond, places.Count * WritersOfEach);
        foreach (var place in places)
        {
            for (var each = 0; each < CheckersOfEach; each++)
            {
                var checker = new CheckCaller(At("checker", place), _market, Recorder);
                Start(() => checker.RunAsync(checks, _end.Token));
            }

            var stream = new StreamCaller(At("stream", place), _market, Recorder);
            Start(() => stream.RunAsync(checks, _end.Token));
            for (var each = 0; each < WritersOfEach; each++)
            {
                var writer = new WriteCaller(At("writer", place), _market, Recorder);
                Start(() => writer.RunAsync(writes, _end.Token));
            }

            var registry = new RegistryCaller(At("registry", place), _market, Recorder);
            Start(() => registry.RunAsync(RegistryPace * places.Count, _end.Token));
        }

        var import = new ImportCaller(Goer("import"), _market, Recorder);
        Start(() => import.RunAsync(ImportPace, _end.Token));
    }

    private static TimeSpan Slower(int perSecond, int callers) => TimeSpan.FromSeconds(1) * callers / perSecond;

    private void Start(Func<Task> run) => _running.Add(Task.Run(run));

    private Caller Goer(string what) => At(what, 0);

    // 0 is none of the servers: one who goes around.
    private Caller At(string what, int place)
    {
        int[] servers = place == 0 ? [.. Enumerable.Range(1, LocalCluster.Size)] : [place];
        var caller = new Caller(
            $"{what} {++_names}", [.. servers.Select(server => new Server(_cluster.Script, server))], _settings.IsReady, _settings.Seed + _names)
        {
            Patience = _settings.Patience,
        };
        _callers.Add(caller);
        return caller;
    }
}

internal sealed record WorkloadSettings
{
    public int Seed { get; init; } = 1;

    /// <summary>Gets how many checks are called for in a second; a batch is one.</summary>
    public int ChecksPerSecond { get; init; } = 1_000;

    /// <summary>Gets how many texts and the like are sent in a second, as long as they are answered.</summary>
    public int WritesPerSecond { get; init; } = 250;

    /// <summary>Gets a value indicating whether some callers stay with one server each. The others go around.</summary>
    public bool HasPinned { get; init; } = true;

    /// <summary>Gets how long each call may take; null leaves them what is usual at a gateway.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Gets whether a server, by its number, may be called by those who go around.</summary>
    public Func<int, bool> IsReady { get; init; } = _ => true;
}
