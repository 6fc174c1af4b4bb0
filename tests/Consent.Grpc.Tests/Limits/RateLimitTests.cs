using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Consent.Grpc.Limits;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Limits;

/// <summary>Callers that ask too often, over gRPC and JSON: one check a second, and three at once after a pause.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly PolledTime _time = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.Configure<LimitOptions>(limits =>
            (limits.ChecksPerSecond, limits.RecordingsPerSecond, limits.ReadsPerSecond, limits.Burst) = (1, 2, 1, TimeSpan.FromSeconds(3)));
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task CheckSend_TooMany_AreRefusedWithTheDelayAfterWhichTheyAreNot()
    {
        for (var check = 0; check < 3; check++)
        {
            Assert.Equal(Decision.Allowed, (await Host.Client.CheckSendAsync(Check())).Decision);
        }

        Assert.Equal(1, await RefusedAsync(Host.Client.CheckSendAsync(Check())));
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(0.001, await RefusedAsync(Host.Client.CheckSendAsync(Check())));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Decision.Allowed, (await Host.Client.CheckSendAsync(Check())).Decision);
        Assert.Equal(1, await RefusedAsync(Host.Client.CheckSendAsync(Check())));
    }

    [Fact]
    public async Task CheckSend_TooManyOverJson_Are429AndSayWhenToComeBack()
    {
        for (var check = 0; check < 3; check++)
        {
            Assert.Equal(HttpStatusCode.OK, (await PostAsync()).StatusCode);
        }

        using var refused = await PostAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        var details = (await refused.Content.ReadFromJsonAsync<JsonObject>())!["details"]!.AsArray();
        Assert.Equal((ErrorReason.RateLimited, "1s"), ((string?)details[0]!["reason"], (string?)details[1]!["retryDelay"]));

        Task<HttpResponseMessage> PostAsync() => Host.Web.PostAsJsonAsync(
            new Uri("/v1/sends:check", UriKind.Relative), new { senderNumber = "+15550001111", customerNumber = "+15552220001" });
    }

    [Fact]
    public async Task Recordings_OnceChecksAndReadsAreUsedUp_GoThrough()
    {
        var pair = new Pair(Host.Client, "+15550001111", "+15552220002");
        await Host.Client.BatchCheckSendAsync(Batch(100));
        await RefusedAsync(Host.Client.CheckSendAsync(Check()));
        for (var read = 0; read < 3; read++)
        {
            await Host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = "STOP" });
        }

        await RefusedAsync(Host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = "STOP" }));

        Assert.Equal(Decision.Blocked, (await pair.TextAsync("STOP")).Decision);
        await Host.Client.RecordOptOutAsync(pair.OptOut());

        // They have an allowance of their own: two a second, six at once.
        for (var text = 0; text < 4; text++)
        {
            await pair.TextAsync("hello");
        }

        await RefusedAsync(Host.Client.RecordInboundAsync(pair.Text("STOP")));
    }

    [Fact]
    public async Task BatchCheckSend_TakesOneForEachCustomer()
    {
        await Host.Client.BatchCheckSendAsync(Batch(2));
        Assert.Equal(1, await RefusedAsync(Host.Client.BatchCheckSendAsync(Batch(2))));
        await Host.Client.BatchCheckSendAsync(Batch(1));
        Assert.Equal(1, await RefusedAsync(Host.Client.CheckSendAsync(Check())));
    }

    [Fact]
    public async Task BatchCheckSend_MoreThanThereEverIs_NeedsAllAndIsPaidOff()
    {
        Assert.Equal(10_000, (await Host.Client.BatchCheckSendAsync(Batch(10_000))).Decisions.Count);

        // Of 10,000, three had been saved up; the next one is there after 9,998 seconds.
        Assert.Equal(10_000, await RefusedAsync(Host.Client.CheckSendAsync(Check())));
        Assert.Equal(10_000, await RefusedAsync(Host.Client.BatchCheckSendAsync(Batch(4))));
        _time.Advance(TimeSpan.FromSeconds(9_998));
        await Host.PolledAsync();
        await Host.Client.CheckSendAsync(Check());
        Assert.Equal(3, await RefusedAsync(Host.Client.BatchCheckSendAsync(Batch(4))));
    }

    [Fact]
    public async Task BatchCheckSend_ThatIsInvalid_TakesNothing()
    {
        for (var batch = 0; batch < 10; batch++)
        {
            var refusal = await Refusal.OfAsync(Host.Client.BatchCheckSendAsync(new BatchCheckSendRequest { SenderNumber = "?" }));
            Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        }

        Assert.Equal(Decision.Allowed, (await Host.Client.CheckSendAsync(Check())).Decision);
    }

    [Fact]
    public async Task SelectSender_TakesOneForEachCandidate()
    {
        var request = new SelectSenderRequest { CustomerNumber = "+15552220003", SenderNumbers = { "+15550001111", "+15550001112" } };

        await Host.Client.SelectSenderAsync(request);

        await RefusedAsync(Host.Client.SelectSenderAsync(request));
        await Host.Client.CheckSendAsync(Check());
    }

    [Fact]
    public async Task StreamCheckSend_TakesOneForEachItemAndGoesOn()
    {
        using var call = Host.Client.StreamCheckSend();
        for (var item = 0; item < 5; item++)
        {
            var answer = await AskAsync(item);
            Assert.Equal((item < 3 ? "" : ErrorReason.RateLimited), answer.Error?.GetDetail<ErrorInfo>()!.Reason ?? "");
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Decision.Allowed, (await AskAsync(5)).Check.Decision);
        Assert.Equal(TimeSpan.FromSeconds(1), (await AskAsync(6)).Error.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan());

        async Task<StreamCheckSendResponse> AskAsync(int item)
        {
            await call.RequestStream.WriteAsync(new StreamCheckSendRequest { RequestId = $"{item}", Check = Check() });
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal($"{item}", call.ResponseStream.Current.RequestId);
            return call.ResponseStream.Current;
        }
    }

    [Fact]
    public async Task WatchLedger_TakesOneReadWhenItIsOpened()
    {
        using var first = Host.Watch(after: 0);
        await first.NextAsync();
        await new Pair(Host.Client, "+15550001111", "+15552220004").TextAsync("STOP");
        await first.NextAsync();
        using var second = Host.Watch(after: 0);
        await second.NextAsync();
        using var third = Host.Watch(after: 0);
        await third.NextAsync();

        using var fourth = Host.Watch(after: 0);
        var refusal = await fourth.EndAsync();

        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.RateLimited), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task Probes_WhateverIsUsedUp_Answer()
    {
        for (var probe = 0; probe < 20; probe++)
        {
            Assert.Equal(HttpStatusCode.OK, (await Host.Web.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode);
        }
    }

    private static CheckSendRequest Check() => new() { SenderNumber = "+15550001111", CustomerNumber = "+15552220001" };

    private static BatchCheckSendRequest Batch(int customers) => new()
    {
        SenderNumber = "+15550001111",
        CustomerNumbers = { Enumerable.Range(0, customers).Select(customer => $"+1555{2_230_000 + customer}") },
    };

    // The delay in seconds.
    private static async Task<double> RefusedAsync<T>(AsyncUnaryCall<T> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await call);
        var status = refusal.GetRpcStatus()!;
        Assert.Equal(
            (StatusCode.ResourceExhausted, ErrorReason.RateLimited), (refusal.StatusCode, status.GetDetail<ErrorInfo>()!.Reason));
        return status.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan().TotalSeconds;
    }
}
