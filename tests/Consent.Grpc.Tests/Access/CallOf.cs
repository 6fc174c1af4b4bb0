using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Tests.Access;

/// <summary>A call of which only the HTTP request is known.</summary>
internal sealed class CallOf : ServerCallContext
{
    public CallOf(HttpContext http) => UserState["__HttpContext"] = http;

    protected override string MethodCore => "";

    protected override string HostCore => "";

    protected override string PeerCore => "";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => [];

    protected override CancellationToken CancellationTokenCore => default;

    protected override Metadata ResponseTrailersCore => [];

    protected override global::Grpc.Core.Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
