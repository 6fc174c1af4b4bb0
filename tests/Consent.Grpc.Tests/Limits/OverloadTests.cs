using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Consent.Grpc.Limits;
using Consent.Grpc.Tests.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Consent.Grpc.Tests.Limits;

/// <summary>When a server is overloaded, and what it refuses then.</summary>
[Collection(Alone.Name)]
public sealed class OverloadTests
{
    private static readonly TimeSpan Target = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Beyond = TimeSpan.FromMilliseconds(11);

    private readonly OverloadState _state = new(Target);
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void Observe_AWaitThatStaysBeyondTheTarget_IsAnOverloadUntilItIsNot()
    {
        Assert.False(Observe(Beyond));
        Assert.False(_state.IsOverloaded);
        _now += OverloadState.Patience;

        Assert.True(Observe(Beyond));
        Assert.True(_state.IsOverloaded);
        Assert.False(Observe(Beyond));
        Assert.True(_state.IsOverloaded);

        Assert.False(Observe(Target));
        Assert.False(_state.IsOverloaded);
    }

    [Fact]
    public void Observe_WaitsThatPassSoon_AreNoOverload()
    {
        for (var pause = 0; pause < 100; pause++)
        {
            Observe(TimeSpan.FromSeconds(1));
            _now += OverloadState.Patience - TimeSpan.FromMilliseconds(1);
            Observe(TimeSpan.FromSeconds(1));
            Assert.False(_state.IsOverloaded);
            Observe(TimeSpan.Zero);
        }
    }

    [Fact]
    public void Observe_ALongWaitOfLittle_IsNoOverload()
    {
        for (var wait = 0; wait < 100; wait++)
        {
            Assert.False(Observe(TimeSpan.FromSeconds(1), OverloadState.LeastWaiting - 1));
            Assert.False(_state.IsOverloaded);
            _now += OverloadState.Patience;
        }
    }

    [Fact]
    public void Observe_BeyondTheTargetSoonAfterAnOverload_IsOneAtOnceAndToldOnce()
    {
        Observe(Beyond);
        _now += OverloadState.Patience;
        Assert.True(Observe(Beyond));
        for (var round = 0; round < 100; round++)
        {
            Assert.False(Observe(Target));
            _now += OverloadState.Memory - TimeSpan.FromMilliseconds(1);
            Assert.False(Observe(Beyond));
            Assert.True(_state.IsOverloaded);
        }

        Observe(Target);
        _now += OverloadState.Memory;
        Assert.False(Observe(Beyond));
        Assert.False(_state.IsOverloaded);
    }

    [Fact]
    public async Task Calls_WhileOverloaded_AreRefusedButForWhatCustomersSaid()
    {
        await using var host = await StartAsync();
        var pair = new Pair(host.Client, "+15550001111", "+15552220001");
        using var open = host.Client.StreamCheckSend();
        await AskAsync(open, pair);
        Observe(Beyond);
        _now += OverloadState.Patience;
        Observe(Beyond);

        await RefusedAsync(async () => await pair.CheckAsync());
        await RefusedAsync(async () => await host.Client.BatchCheckSendAsync(
            new BatchCheckSendRequest { SenderNumber = pair.Sender, CustomerNumbers = { pair.Customer } }));
        await RefusedAsync(async () => await host.Client.GetStatusAsync(
            new GetStatusRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer }));
        await RefusedAsync(async () => await host.Registry.ListAccountsAsync(new ListAccountsRequest()));
        using var stream = host.Client.StreamCheckSend();
        await RefusedAsync(() => stream.ResponseStream.MoveNext(CancellationToken.None));
        using var watch = host.Watch(after: 0);
        await RefusedAsync(() => watch.ResponseStream.MoveNext(CancellationToken.None));
        await AssertRefusedOverJsonAsync(host, pair);

        Assert.Equal(Decision.Blocked, (await pair.TextAsync("STOP")).Decision);
        await host.Client.RecordOptOutAsync(pair.OptOut());
        using var text = await host.Web.PostAsJsonAsync(
            new Uri("/v1/inbound", UriKind.Relative),
            new { senderNumber = pair.Sender, customerNumber = pair.Customer, body = "STOP", messageId = "json" });
        Assert.Equal(HttpStatusCode.OK, text.StatusCode);
        foreach (var probe in new[] { "/healthz", "/readyz" })
        {
            Assert.Equal(HttpStatusCode.OK, (await host.Web.GetAsync(new Uri(probe, UriKind.Relative))).StatusCode);
        }

        var health = await new HealthClient(host.Channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        Assert.Equal(Decision.Blocked, (await AskAsync(open, pair)).Check.Decision);

        Observe(TimeSpan.Zero);
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    [Fact]
    public async Task Probe_PoolWithMoreThanItCanDo_FindsAnOverloadThatPasses()
    {
        using var log = new FirstEntry();
        using var probe = new ThreadWaitProbe(
            _state, Options.Create(new LimitOptions { ThreadWait = Target }), TimeProvider.System, log);
        await probe.StartAsync(CancellationToken.None);

        // All its threads wait until the overload is found, and much else waits for them.
        var working = Enumerable.Range(0, 500).Select(_ => Task.Run(log.Come.Wait)).ToList();
        await Task.WhenAll(working);

        while (_state.IsOverloaded)
        {
            await Task.Yield();
        }

        await probe.StopAsync(CancellationToken.None);
    }

    private static async Task<StreamCheckSendResponse> AskAsync(
        AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> call, Pair pair)
    {
        await call.RequestStream.WriteAsync(new StreamCheckSendRequest
        {
            RequestId = "id",
            Check = new CheckSendRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer },
        });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }

    private static async Task RefusedAsync(Func<Task> callAsync)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(callAsync);
        var status = refusal.GetRpcStatus()!;
        Assert.Equal(
            (StatusCode.ResourceExhausted, ErrorReason.Overloaded), (refusal.StatusCode, status.GetDetail<ErrorInfo>()!.Reason));
        Assert.InRange(
            status.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan(), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2));
    }

    private static async Task AssertRefusedOverJsonAsync(AuthorityHost host, Pair pair)
    {
        using var refused = await host.Web.PostAsJsonAsync(
            new Uri("/v1/sends:check", UriKind.Relative), new { senderNumber = pair.Sender, customerNumber = pair.Customer });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        var body = (await refused.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(ErrorReason.Overloaded, (string?)body["details"]![0]!["reason"]);
    }

    private bool Observe(TimeSpan wait, int waiting = OverloadState.LeastWaiting) => _state.Observe(wait, waiting, _now);

    // The test's own state, which nothing measures.
    private Task<AuthorityHost> StartAsync() => AuthorityHost.StartAsync(services =>
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(ThreadWaitProbe)));
        services.Configure<LimitOptions>(limits => limits.ThreadWait = Target);
        services.AddSingleton(_state);
    });

    private sealed class FirstEntry : ILogger<ThreadWaitProbe>, IDisposable
    {
        public ManualResetEventSlim Come { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Come.Set();

        public void Dispose() => Come.Dispose();
    }
}
