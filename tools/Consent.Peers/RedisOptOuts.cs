using StackExchange.Redis;

namespace Consent.Peers;

/// <summary>A set for each sender, with the customers who have opted out of it.</summary>
internal sealed class RedisOptOuts : IOptOuts, IAsyncDisposable
{
    private const int Chunk = 5_000;

    private readonly ConnectionMultiplexer _redis;
    private readonly IDatabase _database;

    private RedisOptOuts(ConnectionMultiplexer redis)
    {
        _redis = redis;
        _database = redis.GetDatabase();
    }

    public static async Task<RedisOptOuts> ConnectAsync(string endpoint) =>
        new(await ConnectionMultiplexer.ConnectAsync(endpoint));

    public Task<bool> IsOptedOutAsync(string sender, string customer) => _database.SetContainsAsync(Key(sender), customer);

    public async Task<IReadOnlyList<bool>> AreOptedOutAsync(string sender, IReadOnlyList<string> customers) =>
        await _database.SetContainsAsync(Key(sender), Values(customers));

    public async Task FillAsync(string sender, IEnumerable<string> customers)
    {
        // All are sent without waiting; the last answer comes after all others.
        Task last = Task.CompletedTask;
        foreach (var chunk in customers.Chunk(Chunk))
        {
            last = _database.SetAddAsync(Key(sender), Values(chunk));
        }

        await last;
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private static RedisKey Key(string sender) => new RedisKey(sender).Prepend("opted-out:");

    private static RedisValue[] Values(IReadOnlyList<string> customers)
    {
        var values = new RedisValue[customers.Count];
        for (var index = 0; index < values.Length; index++)
            values[index] = customers[index];

        return values;
    }
}
