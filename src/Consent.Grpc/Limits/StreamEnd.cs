using Consent.Grpc.Access;
using Consent.Grpc.Wire;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Limits;

/// <summary>
/// Tells a stream when the server wants it to end, and why: the server stops, the stream is as old as one may be, or its caller's
/// credential is over.
/// </summary>
/// <remarks>The first reason counts. What the caller does is not watched: its token is the call's own.</remarks>
internal sealed class StreamEnd : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenRegistration _stopping;
    private readonly ITimer? _age;
    private readonly TimeSpan _idle;
    private readonly TimeProvider _time;
    private IDisposable? _watched;
    private Func<RpcException>? _refusal;

    public StreamEnd(LimitOptions limits, TimeProvider time, CancellationToken stopping)
    {
        (_idle, _time) = (limits.StreamIdle.OrForever(), time);
        _stopping = stopping.Register(() => End(ConsentErrors.ShuttingDown));
        if (limits.StreamAge > TimeSpan.Zero)
        {
            _age = time.CreateTimer(
                _ => End(ConsentErrors.StreamTooOld), state: null, limits.StreamAge.Jittered(), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Gets what is cancelled when the stream is to end.</summary>
    public CancellationToken Token => _ending.Token;

    /// <summary>Gets a value indicating whether the stream is to end.</summary>
    public bool IsDue => Volatile.Read(ref _refusal) is not null;

    /// <summary>Gets what the caller is told once it is due.</summary>
    public RpcException Refusal => Volatile.Read(ref _refusal)!();

    /// <summary>Gets for how long the caller may neither send nor read.</summary>
    public TimeSpan Idle => _idle;

    /// <summary>Ends the stream with what the caller is told, unless it is ending already.</summary>
    public void End(Func<RpcException> refusal)
    {
        if (Interlocked.CompareExchange(ref _refusal, refusal, null) is null)
        {
            _ending.Cancel();
        }
    }

    /// <summary>Waits for what the caller sends next.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: the stream is to end, or the caller was idle for too long.</exception>
    public async ValueTask<bool> NextAsync(Task<bool> next)
    {
        try
        {
            var hasNext = next.IsCompleted ? await next : await next.WaitAsync(_idle, _time, Token);
            return hasNext && IsDue ? throw Refusal : hasNext;
        }
        catch (OperationCanceledException) when (IsDue && !next.IsCanceled)
        {
            // Whether or not an item has come in the very moment.
            next.Forget();
            throw Refusal;
        }
        catch (TimeoutException) when (!next.IsFaulted)
        {
            next.Forget();
            throw ConsentErrors.StreamIdle(_idle);
        }
    }

    /// <summary>Ends the stream also when its caller's credential is over.</summary>
    public StreamEnd WithTheCredentialOf(HttpContext http, OpenStreams streams)
    {
        _watched = streams.Add(http, () => End(ConsentErrors.CredentialOver));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _watched?.Dispose();
        await _stopping.DisposeAsync();
        if (_age is not null)
        {
            await _age.DisposeAsync();
        }
    }
}

/// <summary>Begins to tell streams when they are to end.</summary>
internal sealed class StreamEnds(
    IOptions<LimitOptions> limits, IHostApplicationLifetime lifetime, OpenStreams streams, TimeProvider time)
{
    private static readonly LimitOptions NoLimits = new();

    /// <summary>Begins with a stream that may be open for long.</summary>
    public StreamEnd Begin(ServerCallContext context) => Begin(context, limits.Value);

    /// <summary>Begins with a stream that ends by itself, when all is sent.</summary>
    public StreamEnd BeginWithoutLimits(ServerCallContext context) => Begin(context, NoLimits);

    private StreamEnd Begin(ServerCallContext context, LimitOptions given) =>
        new StreamEnd(given, time, lifetime.ApplicationStopping).WithTheCredentialOf(context.GetHttpContext(), streams);
}
