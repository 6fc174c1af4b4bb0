using Consent.Torture.Clusters;
using Consent.Torture.Histories;
using Grpc.Core;

namespace Consent.Torture.Workload;

/// <summary>Who calls: one who stays with a server, or one who goes around. Its connections are its own.</summary>
internal sealed class Caller(string name, IReadOnlyList<Server> servers, Func<int, bool> isReady, int seed) : IDisposable
{
    public string Name => name;

    public bool Roams => servers.Count > 1;

    public Random Random { get; } = new(seed);

    /// <summary>The server to call next.</summary>
    public Server Next()
    {
        var first = Random.Next(servers.Count);
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
