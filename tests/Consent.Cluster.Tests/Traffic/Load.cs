using System.Collections.Concurrent;
using Consent.Cluster.Tests.Clusters;
using Consent.V1;
using Grpc.Core;

namespace Consent.Cluster.Tests.Traffic;

/// <summary>
/// Callers that write and check a few pairs over and over: some stay with one server, some go around. Each pair has one writer, who sends
/// a text until it is acknowledged, as a gateway does.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private const int WritersOfEach = 2;
    private const int CheckersOfEach = 2;
    private const int PairsOfAWriter = 3;

    private static readonly TimeSpan WriterPace = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CheckerPace = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<Refused> _refused = new();
    private readonly List<string> _customers = [];
    private readonly List<RecordInboundRequest> _texts = [];
    private readonly List<Task> _callers = [];

    private Load()
    {
    }

    public History History { get; } = new();

    public IReadOnlyCollection<Refused> Refusals => _refused;

    /// <summary>Starts callers that stay with one of the servers each, and some who choose among those given.</summary>
    public static async Task<Load> StartAsync(IReadOnlyList<Server> pinned, Func<int, Server> choose)
    {
        var load = new Load();
        Func<int, Server>[] choices = [.. pinned.Select(server => (Func<int, Server>)(_ => server)), choose];
        foreach (var choice in choices.SelectMany(choice => Enumerable.Repeat(choice, WritersOfEach)))
        {
            var customers = Enumerable.Range(0, PairsOfAWriter).Select(_ => Wire.NewCustomer()).ToList();
            load._customers.AddRange(customers);
            load._callers.Add(Task.Run(() => load.WriteAsync(customers, choice)));
        }

        foreach (var choice in choices.SelectMany(choice => Enumerable.Repeat(choice, CheckersOfEach)))
        {
            load._callers.Add(Task.Run(() => load.CheckAsync(choice)));
        }

        await load.MoreAsync(500);
        return load;
    }

    /// <summary>Waits for so many more answers.</summary>
    public async Task MoreAsync(int operations)
    {
        var enough = History.Count + operations;
        await Until.TrueAsync($"{operations} more operations", () => Task.FromResult(HasEnded() || History.Count >= enough));
        Assert.False(HasEnded(), "A caller has failed.");
    }

    /// <summary>That whoever was refused may be told so: in time, and as passing.</summary>
    public void AssertRefusedInTime()
    {
        var slack = TimeSpan.FromSeconds(2);
        Assert.All(_refused, refused =>
        {
            Assert.True(refused.Status is StatusCode.Unavailable or StatusCode.DeadlineExceeded, $"{refused}");
            Assert.True(refused.Duration < Wire.Deadline + slack, $"{refused}");
        });
    }

    /// <summary>Lets the callers finish, and goes over what they were told.</summary>
    public async Task EndAsync(LocalCluster cluster)
    {
        await StopAsync();
        History.AssertNothingMissed();
        var entries = (await cluster.WholeLedgerAsync()).CountBy(row => row.MessageId).ToDictionary();
        Assert.All(_texts, text => Assert.Equal(1, entries.GetValueOrDefault(text.MessageId)));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
    }

    private bool HasEnded() => _callers.Any(caller => caller.IsCompleted);

    private async Task StopAsync()
    {
        if (!_end.IsCancellationRequested)
        {
            await _end.CancelAsync();
            await Task.WhenAll(_callers);
        }
    }

    private async Task WriteAsync(List<string> customers, Func<int, Server> choose)
    {
        using var timer = new PeriodicTimer(WriterPace);
        for (var index = 0; !_end.IsCancellationRequested; index++)
        {
            var customer = customers[index % customers.Count];
            var isStop = index / customers.Count % 2 == 0;
            var text = Wire.Text(customer, isStop ? Wire.Stop : Wire.Start);
            var called = History.Now;
            var server = choose(index);
            while (!await TryAsync(server, () => server.RecordAsync(text)))
            {
                // A server that is gone for good leaves the outcome unknown; it is sent elsewhere.
                await timer.WaitForNextTickAsync();
                server = choose(index);
            }

            var kind = isStop ? OperationKind.Stop : OperationKind.Start;
            History.Add(new Operation(kind, customer, server.Index, called, History.Now));
            lock (_texts)
            {
                _texts.Add(text);
            }

            await timer.WaitForNextTickAsync();
        }
    }

    // One at a time and all at once, in turn.
    private async Task CheckAsync(Func<int, Server> choose)
    {
        using var timer = new PeriodicTimer(CheckerPace);
        for (var index = 0; !_end.IsCancellationRequested; index++)
        {
            var server = choose(index);
            var customers = index % 2 == 0 ? _customers[(index / 2 % _customers.Count)..][..1] : _customers;
            var called = History.Now;
            IReadOnlyList<Decision> decisions = [];
            await TryAsync(server, async () =>
                decisions = customers.Count == 1 ? [await server.CheckAsync(customers[0])] : await server.CheckAllAsync(customers));
            var returned = History.Now;
            foreach (var (customer, decision) in customers.Zip(decisions))
            {
                History.Add(new Operation(OperationKind.Check, customer, server.Index, called, returned, decision));
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private async Task<bool> TryAsync<T>(Server server, Func<Task<T>> call)
    {
        var called = History.Now;
        var isWrite = typeof(T) == typeof(RecordInboundResponse);
        try
        {
            await call();
            return true;
        }
        catch (RpcException e)
        {
            _refused.Enqueue(new Refused(server.Index, isWrite, called, History.Now, e.StatusCode, e.Reason(), e.Status.Detail));
            return false;
        }
    }
}
