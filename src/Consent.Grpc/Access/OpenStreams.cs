using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Consent.Grpc.Access;

/// <summary>The open streams of callers with a credential. They end when the credential expires or is revoked.</summary>
/// <remarks>One look at all of them in turn: a stream's messages cost nothing for it.</remarks>
internal sealed class OpenStreams(CallerReader callers, TimeProvider time)
{
    /// <summary>How often all are looked at.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>How long a stream has to end by itself before it is cut off: its caller may be reading nothing.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<OpenStream, bool> _open = new();

    /// <summary>Adds a stream until the answer is disposed; null where the caller has no credential that could end.</summary>
    /// <param name="http">The stream's call.</param>
    /// <param name="end">Tells the stream to end.</param>
    public IDisposable? Add(HttpContext http, Action end)
    {
        var caller = http.Caller();
        if (caller.IsAnonymous)
        {
            return null;
        }

        var stream = new OpenStream(this, http, caller, end);
        _open[stream] = true;
        return stream;
    }

    /// <summary>Ends the streams whose credential is over, and cuts off those that did not end.</summary>
    public void EndThoseThatAreOver()
    {
        var now = time.GetUtcNow();
        foreach (var (stream, _) in _open)
        {
            if (stream.ToldAt is { } toldAt)
            {
                if (time.GetElapsedTime(toldAt) >= Grace)
                {
                    stream.CutOff();
                }
            }
            else if (callers.IsOver(stream.Caller, now))
            {
                stream.Tell(time.GetTimestamp());
            }
        }
    }

    private sealed class OpenStream(OpenStreams streams, HttpContext http, Caller caller, Action end) : IDisposable
    {
        private readonly Lock _lock = new();
        private bool _isClosed;

        public Caller Caller => caller;

        public long? ToldAt { get; private set; }

        public void Tell(long now)
        {
            ToldAt = now;

            // The stream goes on from here as it ends, and may fail.
            _ = Task.Run(end);
        }

        // Once it is closed its call may be another's.
        public void CutOff()
        {
            lock (_lock)
            {
                if (!_isClosed)
                {
                    http.Abort();
                }
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _isClosed = true;
            }

            streams._open.TryRemove(this, out _);
        }
    }
}

/// <summary>Looks at the open streams again and again.</summary>
internal sealed class OpenStreamSweep(OpenStreams streams, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(OpenStreams.Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            streams.EndThoseThatAreOver();
        }
    }
}
