using System.Data.Common;
using System.Globalization;
using Consent.Roster.Clocks;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Acknowledgements;

/// <summary>
/// Rule 4 for a writer that is no server and asks none: it waits until each replica of the list is gone, or has either polled since or is
/// stale.
/// </summary>
/// <remarks>A replica that registers later loads later, and so knows.</remarks>
public sealed class OutsideAcknowledgement(IRosterDatabase database, TimeProvider time)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Where the list cannot be read.
    private static readonly Replica Slowest = new("", "", TimeSpan.Parse(Patience.LargestMaxStaleness, CultureInfo.InvariantCulture));

    private readonly ReplicaClock _clock = new(time);

    /// <summary>Call after the commit. Once this returns, no server answers by what was before.</summary>
    /// <param name="waiting">Told how long it may take, if it has to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task WaitAsync(Action<TimeSpan> waiting, CancellationToken cancellation)
    {
        var committed = _clock.Now();
        var left = await ListAsync(cancellation) ?? [Slowest];
        if (left.Count > 0)
        {
            waiting(left.Max(Patience.With));
        }

        while (left.Count > 0)
        {
            await Task.Delay(Interval, time, cancellation);
            var listed = await ListAsync(cancellation);
            left.RemoveAll(replica => IsOver(replica, committed) || IsGone(replica, listed));
        }
    }

    private static bool IsGone(Replica replica, List<Replica>? listed) =>
        replica != Slowest && listed?.TrueForAll(each => each.Id != replica.Id) == true;

    private bool IsOver(Replica replica, ClockReading committed) => _clock.AtLeastSince(committed) >= Patience.With(replica);

    private async Task<List<Replica>?> ListAsync(CancellationToken cancellation)
    {
        try
        {
            return [.. (await database.PollAsync("", 0, page: 0, cancellation)).Replicas];
        }
        catch (Exception e) when (e is DbException or TimeoutException)
        {
            return null;
        }
    }
}
