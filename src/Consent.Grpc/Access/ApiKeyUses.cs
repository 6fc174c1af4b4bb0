using System.Collections.Concurrent;
using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Storage.Access;

namespace Consent.Grpc.Access;

/// <summary>In which hour each API key was last used: noted in memory, and written now and then.</summary>
internal sealed class ApiKeyUses(ApiKeyUseTable table)
{
    private readonly ConcurrentDictionary<ApiKeyId, long> _hours = new();

    // Of one writer.
    private readonly Dictionary<ApiKeyId, long> _written = [];

    /// <summary>Notes that a key is used now; allocates nothing after the first use in an hour.</summary>
    public void Note(ApiKeyId id, DateTimeOffset now)
    {
        var hour = now.UtcTicks / TimeSpan.TicksPerHour;
        if (!_hours.TryGetValue(id, out var noted) || noted < hour)
        {
            _hours[id] = hour;
        }
    }

    /// <summary>Writes what was noted since; what cannot be written is left for the next time. One caller at a time.</summary>
    /// <exception cref="System.Data.Common.DbException">The database takes no writes.</exception>
    public async Task WriteAsync()
    {
        foreach (var (id, hour) in _hours)
        {
            if (!_written.TryGetValue(id, out var written) || written < hour)
            {
                await table.WriteAsync(id, At(hour));
                _written[id] = hour;
            }
        }
    }

    /// <summary>When each key was last used on any server, as far as that is written, or on this one.</summary>
    public async Task<IReadOnlyDictionary<ApiKeyId, Instant>> ReadAsync(CancellationToken cancellation)
    {
        var uses = new Dictionary<ApiKeyId, Instant>(await table.ReadAsync(cancellation));
        foreach (var (id, hour) in _hours)
        {
            uses[id] = uses.TryGetValue(id, out var read) ? Instant.Max(read, At(hour)) : At(hour);
        }

        return uses;
    }

    private static Instant At(long hour) => Instant.From(new DateTimeOffset(hour * TimeSpan.TicksPerHour, TimeSpan.Zero));
}
