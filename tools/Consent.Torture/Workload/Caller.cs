namespace Consent.Torture.Workload;

/// <summary>Who calls: one who stays with a server, or one who goes around. Its connections are its own.</summary>
internal sealed class Caller(string name, IReadOnlyList<Server> servers, Func<int, bool> isReady, int seed) : IDisposable
{
    // What it does at once it also draws at once.
    private readonly Lock _drawing = new();
    private readonly Random _random = new(seed);

    public string Name => name;

    public bool Roams => servers.Count > 1;

    /// <summary>Gets how long each of its calls may take; null leaves them what is usual.</summary>
    public TimeSpan? Patience { get; init; }

    public int Draw(int below) => Draw(random => random.Next(below));

    public T Draw<T>(Func<Random, T> draw)
    {
        lock (_drawing)
        {
            return draw(_random);
        }
    }

    public Server Next()
    {
        var first = Draw(servers.Count);
        var turns = Enumerable.Range(first, servers.Count).Select(turn => servers[turn % servers.Count]);
        return turns.FirstOrDefault(server => isReady(server.Index)) ?? servers[first];
    }

    /// <summary>The deadline of a call that is made now.</summary>
    public DateTime Deadline(TimeSpan usual) => Deadlines.In(Patience ?? usual);

    public CheckOperation Check(Server server, string sender, string customer) => new()
    {
        Client = name,
        Server = server.Index,
        Roams = Roams,
        Called = HistoryClock.Now,
        Sender = sender,
        Customer = customer,
    };

    /// <summary>One check, as it was answered or refused.</summary>
    public static async Task<CheckOperation> AskAsync(Server server, CheckOperation check, CheckSendRequest question, DateTime deadline)
    {
        try
        {
            var answer = await server.Authority.CheckSendAsync(question, deadline: deadline);
            return check with
            {
                Returned = HistoryClock.Now, Decision = answer.Decision, Reason = answer.Reason, Position = answer.LedgerPosition,
            };
        }
        catch (RpcException e)
        {
            return check with { Returned = HistoryClock.Now, Refused = Refused(e) };
        }
    }

    public static Refusal Refused(RpcException refusal) => new(refusal.StatusCode, refusal.Reason());

    public void Dispose()
    {
        foreach (var server in servers)
        {
            server.Dispose();
        }
    }
}
