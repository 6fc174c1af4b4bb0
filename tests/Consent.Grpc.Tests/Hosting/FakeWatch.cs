using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>A watcher in the test's hand: what it is sent is taken at once, unless it is told to leave it.</summary>
internal sealed class FakeWatch : IServerStreamWriter<WatchLedgerResponse>
{
    private readonly System.Threading.Channels.Channel<WatchLedgerResponse> _sent =
        System.Threading.Channels.Channel.CreateUnbounded<WatchLedgerResponse>();

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>Gets or sets what becomes of each message that is sent.</summary>
    public Func<Task> OnSent { get; set; } = () => Task.CompletedTask;

    public Task WriteAsync(WatchLedgerResponse message)
    {
        _sent.Writer.TryWrite(message);
        return OnSent();
    }

    Task IAsyncStreamWriter<WatchLedgerResponse>.WriteAsync(WatchLedgerResponse message, CancellationToken cancellationToken) =>
        WriteAsync(message);

    public async Task<WatchLedgerResponse> NextAsync() => await _sent.Reader.ReadAsync();

    /// <summary>The next entry's position.</summary>
    public async Task<long> EntryAsync()
    {
        while (true)
        {
            if (await NextAsync() is { Entry: { } entry })
            {
                return entry.Position;
            }
        }
    }

    /// <summary>The next heartbeat, before which there is no entry.</summary>
    public async Task<long> HeartbeatAsync()
    {
        var next = await NextAsync();
        Assert.Equal(WatchLedgerResponse.EventOneofCase.HeartbeatPosition, next.EventCase);
        return next.HeartbeatPosition;
    }
}
