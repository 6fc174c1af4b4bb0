using Consent.Grpc.Access;
using Consent.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>Both ends of a stream of checks, in the test's hand: items are at hand at once, and a write waits as long as it is told to.</summary>
internal sealed class FakeStream(params IEnumerable<StreamCheckSendRequest> items)
    : IAsyncStreamReader<StreamCheckSendRequest>, IServerStreamWriter<StreamCheckSendResponse>
{
    private readonly IEnumerator<StreamCheckSendRequest> _items = items.GetEnumerator();

    public StreamCheckSendRequest Current => _items.Current;

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>Gets or sets what becomes of reading once the items are used up: by default the stream ends.</summary>
    public Func<Task<bool>> AtTheEnd { get; set; } = () => Task.FromResult(false);

    /// <summary>Gets or sets what becomes of an answer that is to be sent at once.</summary>
    public Func<Task> OnSent { get; set; } = () => Task.CompletedTask;

    public int Read { get; private set; }

    public int Written { get; private set; }

    /// <summary>Gets how many answers the caller has not been sent.</summary>
    public int Unsent { get; private set; }

    public int MostUnsent { get; private set; }

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!_items.MoveNext())
        {
            return AtTheEnd();
        }

        Read++;
        return Task.FromResult(true);
    }

    public Task WriteAsync(StreamCheckSendResponse message)
    {
        Written++;
        MostUnsent = Math.Max(MostUnsent, ++Unsent);
        if (WriteOptions?.Flags == WriteFlags.BufferHint)
        {
            return Task.CompletedTask;
        }

        Unsent = 0;
        return OnSent();
    }

    Task IAsyncStreamWriter<StreamCheckSendResponse>.WriteAsync(
        StreamCheckSendResponse message, CancellationToken cancellationToken) => WriteAsync(message);
}

/// <summary>A call without a credential.</summary>
internal sealed class FakeCall(CancellationToken cancellation = default) : ServerCallContext
{
    protected override string MethodCore => "/consent.v1.ConsentAuthority/StreamCheckSend";

    protected override string HostCore => "";

    protected override string PeerCore => "";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    /// <summary>Gets the call as the middlewares know it.</summary>
    public HttpContext Http { get; init; } = OfAnybody();

    protected override IDictionary<object, object> UserStateCore => new Dictionary<object, object> { ["__HttpContext"] = Http };

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => cancellation;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override global::Grpc.Core.Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;

    /// <summary>A call whose caller showed no credential.</summary>
    public static DefaultHttpContext OfAnybody()
    {
        var http = new DefaultHttpContext();
        http.Features.Set(Caller.Anonymous);
        return http;
    }
}
