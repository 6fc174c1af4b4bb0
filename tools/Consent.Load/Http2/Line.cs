namespace Consent.Load.Http2;

/// <summary>Keeps one connection to the server, and makes another when it is lost.</summary>
internal sealed class Line(LoadSettings settings, CallForm form, SessionLimits limits, TimeProvider time, int firstId = 1)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _headers = HeaderEncoder.Request(settings.Address, form.Path, settings.Headers);
    private Connection? _connection;
    private Schedule? _schedule;
    private string? _abandoned;
    private Task _running = Task.CompletedTask;

    public Tally Tally { get; } = new(time.TimestampFrequency);

    /// <summary>Connects, and waits for what the server takes; calls begin later.</summary>
    public async Task OpenAsync(CancellationToken end)
    {
        _connection = await ConnectAsync(end);
        _running = ReadAsync(_connection, end);
        await _connection.Ready.WaitAsync(end);
    }

    /// <summary>Makes calls until there are no more and all are answered.</summary>
    public async Task RunAsync(Schedule schedule, CancellationToken end)
    {
        _schedule = schedule;
        _connection!.Begin(schedule);
        _connection.CloseIfFinished();
        await _running;
        while (!end.IsCancellationRequested && _abandoned is null && !schedule.IsOver(time.GetTimestamp()))
        {
            try
            {
                var connection = await ConnectAsync(end);
                Tally.Reconnections++;
                connection.Begin(schedule);
                _connection = connection;
                if (_abandoned is { } reason)
                {
                    connection.Abandon(reason);
                }

                await ReadAsync(connection, end);
                if (!connection.Ready.IsCompletedSuccessfully)
                {
                    throw new IOException("The server closed the connection at once.");
                }
            }
            catch (Exception exception) when (Transport.IsLoss(exception))
            {
                await Task.Delay(Pause, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public void Fill() => _connection?.Fill();

    public void CloseIfFinished() => _connection?.CloseIfFinished();

    public void Abandon(string reason)
    {
        _abandoned = reason;
        _connection?.Abandon(reason);
    }

    private Task<Connection> ConnectAsync(CancellationToken end) =>
        Connection.OpenAsync(settings.Address, settings.SkipVerify, new Session(_headers, form, limits, Tally, firstId), time, end);

    private static async Task ReadAsync(Connection connection, CancellationToken end)
    {
        try
        {
            await connection.RunAsync(end);
        }
        catch (Exception exception) when (Transport.IsLoss(exception))
        {
            // What waited on it is refused, below.
        }

        connection.Abandon(RefusalReason.Closed);
    }
}
