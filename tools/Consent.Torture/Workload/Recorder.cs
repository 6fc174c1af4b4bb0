using System.Collections.Concurrent;

namespace Consent.Torture.Workload;

/// <summary>Writes down what every caller asked and was told, and counts it meanwhile.</summary>
internal sealed class Recorder(HistoryWriter writer)
{
    private readonly ConcurrentDictionary<int, long> _asked = new();
    private long _answered;
    private long _acknowledged;

    /// <summary>Gets how many calls were answered; a batch is one.</summary>
    public long Answered => Volatile.Read(ref _answered);

    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>How many checks a server has been called with, answered or not.</summary>
    public long Asked(int server) => _asked.GetValueOrDefault(server);

    public void Ask(Server server) => _asked.AddOrUpdate(server.Index, 1, (_, asked) => asked + 1);

    public void Add(CheckOperation check)
    {
        if (check is { IsAnswered: true, Item: 0 })
        {
            Interlocked.Increment(ref _answered);
        }

        writer.Add(check);
    }

    public void Add(WriteAttempt write)
    {
        if (write.Acknowledged is not null)
        {
            Interlocked.Increment(ref _answered);
            Interlocked.Increment(ref _acknowledged);
        }

        writer.Add(write);
    }

    public void Add(Fault fault) => writer.Add(fault);

    public Task AnsweredAsync(long more) => MoreAsync($"{more} more answers", () => Answered, more);

    public Task AcknowledgedAsync(long more) => MoreAsync($"{more} more acknowledgements", () => Acknowledged, more);

    public Task AskedAsync(int server, long more) => MoreAsync($"{more} more checks of server {server}", () => Asked(server), more);

    private static Task<TimeSpan> MoreAsync(string what, Func<long> count, long more)
    {
        var enough = count() + more;
        return Until.TrueAsync(what, () => Task.FromResult(count() >= enough));
    }
}
