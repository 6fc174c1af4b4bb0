using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Consent.Grpc.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Limits;

/// <summary>The allowances of all callers: each has its own, and one for each kind of call.</summary>
/// <remarks>Callers without a credential have one for each address; of IPv6, for each network of 64 bits.</remarks>
internal sealed class Allowances
{
    // Where there are more, those that nobody uses any more are forgotten.
    private const int Many = 10_000;

    private readonly ConcurrentDictionary<Holder, OfCaller> _all = new();
    private readonly AllowanceRate?[] _rates;
    private readonly TimeProvider _time;
    private int _forgetAbove = Many;

    public Allowances(IOptions<LimitOptions> options, TimeProvider time)
    {
        _time = time;
        var limits = options.Value;
        _rates = new AllowanceRate?[CallKinds.Count];
        _rates[(int)CallKind.Check] = Rate(limits.ChecksPerSecond);
        _rates[(int)CallKind.Recording] = Rate(limits.RecordingsPerSecond);
        _rates[(int)CallKind.Read] = Rate(limits.ReadsPerSecond);
        HasAny = _rates.Any(rate => rate is not null);

        AllowanceRate? Rate(int perSecond) =>
            perSecond == 0 ? null : new AllowanceRate(perSecond, limits.Burst, time.TimestampFrequency);
    }

    /// <summary>Gets a value indicating whether anything is limited.</summary>
    public bool HasAny { get; }

    /// <summary>Gets how many callers have an allowance that is remembered.</summary>
    public int Count => _all.Count;

    /// <summary>Takes so much of the caller's allowance.</summary>
    /// <returns>Nothing if it was there; otherwise what the caller is told.</returns>
    public RetryLater? Take(HttpContext http, CallKind kind, int count)
    {
        if (_rates[(int)kind] is not { } rate)
        {
            return null;
        }

        var now = _time.GetTimestamp();
        var ticks = Of(http, now).Each[(int)kind].Take(rate, count, now);
        return ticks == 0 ? null : RetryLater.RateLimited(TimeSpan.FromSeconds((double)ticks / _time.TimestampFrequency));
    }

    private OfCaller Of(HttpContext http, long now)
    {
        var holder = HolderOf(http);
        if (_all.TryGetValue(holder, out var allowances))
        {
            return allowances;
        }

        if (_all.Count >= Volatile.Read(ref _forgetAbove))
        {
            Forget(now);
        }

        return _all.GetOrAdd(holder, static _ => new OfCaller());
    }

    // At twice as many as are still in use: each caller that comes has paid for it.
    private void Forget(long now)
    {
        Volatile.Write(ref _forgetAbove, int.MaxValue);
        foreach (var (holder, allowances) in _all)
        {
            if (allowances.AreFull(now))
            {
                _all.TryRemove(new KeyValuePair<Holder, OfCaller>(holder, allowances));
            }
        }

        Volatile.Write(ref _forgetAbove, Math.Max(Many, 2 * _all.Count));
    }

    private static Holder HolderOf(HttpContext http) => http.Caller() is { IsAnonymous: false } caller
        ? new Holder(caller.Name, 0)
        : new Holder(null, NetworkOf(http.Features.Get<IHttpConnectionFeature>()?.RemoteIpAddress));

    private static ulong NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : address.IsIPv4MappedToIPv6 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[12..])
            : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private readonly record struct Holder(string? Name, ulong Network);

    private sealed class OfCaller
    {
        public Allowance[] Each { get; } = new Allowance[CallKinds.Count];

        public bool AreFull(long now)
        {
            foreach (ref readonly var allowance in Each.AsSpan())
            {
                if (!allowance.IsFull(now))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
