using System.Collections.Concurrent;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;

namespace Consent.Silo.Tests.Durability;

/// <summary>Callers that record texts until the server is gone, and remember what they were told.</summary>
internal sealed class InboundTraffic(int round)
{
    public const int Callers = 16;

    private const int Channels = 4;
    private const string Stop = "STOP";
    private const string Start = "START";
    private const string Help = "HELP";
    private const int SharedCustomers = 3;

    private readonly ConcurrentQueue<(RecordInboundRequest Text, RecordInboundResponse Answer)> _acknowledged = new();
    private readonly ConcurrentQueue<RecordInboundRequest> _unknown = new();

    public IReadOnlyCollection<(RecordInboundRequest Text, RecordInboundResponse Answer)> Acknowledged => _acknowledged;

    /// <summary>Gets the texts that were on their way when the server went.</summary>
    public IReadOnlyCollection<RecordInboundRequest> Unknown => _unknown;

    /// <summary>Ends the server once so many texts are acknowledged, with the callers in the middle of theirs.</summary>
    public async Task RunAsync(ServerProcess server, int endAfter, Func<Task> end)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var channels = Enumerable.Range(0, Channels).Select(_ => server.Connect()).ToList();
        var callers = Enumerable.Range(0, Callers)
            .Select(caller => Task.Run(() => CallAsync(channels[caller % Channels], caller, endAfter, reached)))
            .ToList();
        if (await Task.WhenAny(reached.Task, Task.WhenAll(callers)) != reached.Task)
        {
            throw new InvalidOperationException($"The server failed before its end:{Environment.NewLine}{server.Output}");
        }

        await end();
        await Task.WhenAll(callers);
    }

    /// <summary>Whether each customer may be texted; not where a text whose outcome is unknown may have changed it.</summary>
    public IEnumerable<(string Customer, Decision Expected)> Known()
    {
        var open = _unknown.ToLookup(text => text.CustomerNumber);
        foreach (var texts in _acknowledged.Select(each => each.Text).Where(Decides).GroupBy(text => text.CustomerNumber))
        {
            var last = texts.Last();
            if (open[texts.Key].Where(Decides).All(text => text.Body == last.Body))
            {
                yield return (texts.Key, Leaves(last));
            }
        }
    }

    /// <summary>Whether a customer may be texted after a text that decides.</summary>
    public static Decision Leaves(RecordInboundRequest text) => text.Body == Start ? Decision.Allowed : Decision.Blocked;

    public static bool Decides(RecordInboundRequest text) => text.Body != Help;

    private async Task CallAsync(CallInvoker channel, int caller, int endAfter, TaskCompletionSource reached)
    {
        var client = new ConsentAuthority.ConsentAuthorityClient(channel);
        for (var index = 0; ; index++)
        {
            var text = Text(caller, index);
            try
            {
                _acknowledged.Enqueue((text, await client.RecordInboundAsync(text)));
            }
            catch (RpcException)
            {
                _unknown.Enqueue(text);
                return;
            }

            if (_acknowledged.Count >= endAfter)
            {
                reached.TrySetResult();
            }
        }
    }

    private RecordInboundRequest Text(int caller, int index)
    {
        var id = $"{round}-{caller}-{index}";
        return (index % 4) switch
        {
            // A customer of its own, who opts out for good.
            0 => Wire.Text($"+151{round:D2}{caller:D2}{index:D4}", Stop, id),

            // A customer whom all callers write for at once; nobody opts in.
            1 => Wire.Text($"+152{round:D2}{index % SharedCustomers:D6}", index % 8 == 1 ? Stop : Help, id),

            // A customer who wavers; the caller waits for each answer, so the order is known.
            _ => Wire.Text($"+153{round:D2}{caller:D6}", index % 4 == 2 ? Stop : Start, id),
        };
    }
}
