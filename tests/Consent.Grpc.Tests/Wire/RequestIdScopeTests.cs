using Consent.Grpc.Checks;
using Consent.Grpc.Tests.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Grpc.Tests.Wire;

/// <summary>The id of a request in the log, seen where each call fails by a fault of ours.</summary>
[Collection(Alone.Name)]
public sealed class RequestIdScopeTests : IAsyncLifetime, IDisposable
{
    private const string Header = "x-request-id";

    // The object that names the call.
    private const long BytesOfOneCall = 24;

    private readonly ScopedLog _log = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(services =>
    {
        _log.Intercept(services);
        services.AddSingleton<BatchCheckSendHandler>(_ => throw new InvalidOperationException("broken"));
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Log_CallWithId_HasIt()
    {
        await Assert.ThrowsAsync<RpcException>(async () => await Host.Client.CheckSendAsync(new(), new Metadata { { Header, "call-7" } }));

        Assert.Equal(["call-7"], Ids());
    }

    [Fact]
    public async Task Log_CallsOfOneConnectionWithoutId_HaveTheOneOfTheirAnswerAndNoOther()
    {
        var answered = new List<string>();
        for (var call = 0; call < 3; call++)
        {
            using var body = new StringContent("{}", null, "application/json");
            using var answer = await Host.Web.PostAsync(new Uri("/v1/sends:check", UriKind.Relative), body);
            answered.Add(Assert.Single(answer.Headers.GetValues(Header)));
        }

        Assert.Distinct(answered);
        Assert.Equal(answered, Ids());
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("call-7", false)]
    [InlineData(null, true)]
    [InlineData("call-7", true)]
    public void Invoke_CallThatIsGood_AllocatesNoMoreThanTheObjectThatNamesIt(string? given, bool isLate)
    {
        const int Calls = 1_000;
        var middleware = new RequestIdMiddleware(_ => Task.CompletedTask, NullLogger<RequestIdMiddleware>.Instance);
        var context = new DefaultHttpContext();
        context.Request.Headers["user-agent"] = "test";
        if (given is not null)
        {
            context.Request.Headers[Header] = given;
        }

        if (isLate)
        {
            context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new LateScope()), "check"));
        }

        // What the first calls of a connection set up is there.
        long before = 0;
        for (var call = -Calls; call < Calls; call++)
        {
            before = call == 0 ? GC.GetAllocatedBytesForCurrentThread() : before;
            context.Features.Set<RequestId>(null);
            Assert.True(middleware.InvokeAsync(context).IsCompletedSuccessfully);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, isLate ? 0 : 1, isLate ? 0 : BytesOfOneCall * Calls);
    }

    // Its own is the innermost; around it is the one of ASP.NET Core, which the server does not log.
    private List<string> Ids()
    {
        var entries = _log.Entries.Where(entry => entry.Category == typeof(Refusals).FullName)
            .Select(entry => ScopedLog.RequestIds(entry.Scopes).ToList()).ToList();
        Assert.All(entries, ids => Assert.Equal(entries[0].Count, ids.Count));
        return [.. entries.Select(ids => ids[^1])];
    }
}
