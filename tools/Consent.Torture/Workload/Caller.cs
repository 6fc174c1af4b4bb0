using Consent.Torture.Clusters;
using Consent.Torture.Histories;
using Grpc.Core;

namespace Consent.Torture.Workload;

/// <summary>Who calls: one who stays with a server, or one who goes around. Its connections are its own.</summary>
internal sealed class Caller(string name, IReadOnlyList<Server> servers, Func<int, bool> isReady, int seed) : IDisposable
{
    // What it does at once it also draws at once.
    private readonly Lock _drawing = new();
    private readonly Random _random = new(seed);

    public string Name => name;

    public bool Roams => servers.Count > 1;

    /// <summary>A number from 0, below this one.</summary>
    public int Draw(int below)
    {
        lock (_drawing)
        {
            return _random.Next(below);
        }
    }

    /// <summary>A number from 0, below 1.</summary>
    public double DrawShare()
    {
        lock (_drawing)
        {
            return _random.NextDouble();
        }
    }

    public (Business Business, string Sender, string Customer) AnyPair(Market market)
    {
        lock (_drawing)
        {
            return market.AnyPair(_random);
        }
    }

    public (IReadOnlyList<string> OptOut, IReadOnlyList<string> OptIn) AnyKeywords()
    {
        lock (_drawing)
        {
            return Keywords.Any(_random);
        }
    }

    /// <summary>The server to call next.</summary>
    public Server Next()
    {
        var first = Draw(servers.Count);
        var turns = Enumerable.Range(first, servers.Count).Select(turn => servers[turn % servers.Count]);
        return turns.FirstOrDefault(server => isReady(server.Index)) ?? servers[first];
    }

    public CheckOperation Check(Server server, string sender, string customer) => new()
    {
        Client = name,
        Server = server.Index,
        Roams = Roams,
        Called = HistoryClock.Now,
        Sender = sender,
        Customer = customer,
    };

    public static Refusal Refused(RpcException refusal) => new(refusal.StatusCode, refusal.Reason());

    public void Dispose()
    {
        foreach (var server in servers)
        {
            server.Dispose();
        }
    }
}
