namespace Consent.Silo.Access;

/// <summary>
/// Holds the keys that tokens are checked with. No call waits for an authority that is away, and no number of calls makes it be
/// asked more often.
/// </summary>
internal sealed class SigningKeys(IKeySource source, TimeProvider time, ILogger<SigningKeys> logger) : BackgroundService
{
    /// <summary>How often the keys are read again: a key that the authority has withdrawn is taken for so long.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>The least time between two readings for tokens of an unknown key.</summary>
    public static readonly TimeSpan UnknownKeyInterval = TimeSpan.FromMinutes(1);

    /// <summary>For how long a call waits for keys that are read for its token.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();

    private volatile KeySet? _current;
    private Task? _reading;
    private long? _unknownKeyAt;

    /// <summary>Gets the keys; null until they were read once.</summary>
    public KeySet? Current => _current;

    /// <summary>Reads the keys again for a token whose key is not among them, unless that was done in the last minute.</summary>
    public Task ReadForUnknownKeyAsync()
    {
        var reading = Task.CompletedTask;
        lock (_lock)
        {
            if (_unknownKeyAt is not { } last || time.GetElapsedTime(last) >= UnknownKeyInterval)
            {
                _unknownKeyAt = time.GetTimestamp();
                reading = ReadAsync();
            }
            else
            {
                // Who comes while they are read waits for them too.
                reading = _reading ?? reading;
            }
        }

        return WaitAsync(reading);
    }

    /// <summary>Reads the keys. Who comes meanwhile shares what is read.</summary>
    public Task ReadAsync()
    {
        lock (_lock)
        {
            return _reading ??= Task.Run(ReadOnceAsync);
        }
    }

    public override void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A server that stops does not wait for an authority that does not answer.
        await using var stop = stoppingToken.Register(_stopping.Cancel);
        var retry = FirstRetry;
        while (!stoppingToken.IsCancellationRequested)
        {
            await ReadAsync();
            var rest = _current is null ? retry : Interval;
            retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry;
            await Task.Delay(rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WaitAsync(Task reading)
    {
        try
        {
            await reading.WaitAsync(LongestWait, time);
        }
        catch (TimeoutException)
        {
            // They are read on for the calls that follow.
        }
    }

    private async Task ReadOnceAsync()
    {
        try
        {
            var read = await source.ReadAsync(_stopping.Token);
            if (_current?.IsSameAs(read) != true)
            {
                Log.KeysChanged(logger, read.Keys.Count);
                _current = read;
            }
        }
        catch (KeysUnreadableException e)
        {
            Log.KeysUnreadable(logger, e.Message);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        finally
        {
            lock (_lock)
            {
                _reading = null;
            }
        }
    }
}
