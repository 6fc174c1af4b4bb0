using Consent.Load.Reports;
using Consent.Load.Tests.Servers;
using Consent.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;

namespace Consent.Load.Tests;

public sealed class LoadGeneratorTests
{
    private static readonly CallLoad Checks = new() { Count = 1_000, Callers = 20, Connections = 3 };

    private readonly TestService _authority = new();

    [Fact]
    public async Task Checks_ClosedLoop_CountsEveryDecision()
    {
        _authority.Decide = customer => customer.EndsWith('7') ? Decision.Blocked : Decision.Allowed;

        var report = await RunAsync(Checks);

        Assert.Equal((1_000, 900, 100), (report.Answered, report.Allowed, report.Blocked));
        Assert.Empty(report.Refusals);
        Assert.True(report.Latency.P50 > 0 && report.Latency.Max >= report.Latency.P50);
    }

    [Fact]
    public async Task Checks_OpenLoop_MakesEveryCall()
    {
        var report = await RunAsync(Checks with { Rate = 5_000 });

        Assert.Equal(1_000, report.Answered);
        Assert.True(report.Latency.Max >= report.Lateness.P50);
    }

    [Fact]
    public async Task Checks_EachCustomer_IsAskedAboutOnce()
    {
        var asked = new List<string>();
        _authority.Decide = customer =>
        {
            lock (asked)
            {
                asked.Add(customer);
            }

            return Decision.Allowed;
        };

        await RunAsync(Checks);

        Assert.Equal(1_000, asked.Distinct().Count());
    }

    [Fact]
    public async Task Checks_SomeRefused_AreCountedByStatus()
    {
        _authority.Before = (call, _) => (call % 10) switch
        {
            0 => throw new RpcException(new Status(StatusCode.Unavailable, "not fresh")),
            1 => throw new RpcException(new Status(StatusCode.PermissionDenied, "not yours")),
            _ => Task.CompletedTask,
        };

        var report = await RunAsync(Checks);

        Assert.Equal((800, 100, 100), (report.Answered, report.Refusals["UNAVAILABLE"], report.Refusals["PERMISSION_DENIED"]));
    }

    [Fact]
    public async Task Checks_StreamReset_IsARefusal()
    {
        _authority.Before = (call, context) =>
        {
            if (call == 50)
            {
                context.GetHttpContext().Abort();
            }

            return Task.CompletedTask;
        };

        var report = await RunAsync(Checks);

        Assert.StartsWith("RST_STREAM", Assert.Single(report.Refusals).Key, StringComparison.Ordinal);
        Assert.Equal(999, report.Answered);
    }

    [Fact]
    public async Task Checks_ServerLeaves_GoOnOnAnotherConnection()
    {
        _authority.Before = (call, context) =>
        {
            if (call == 50)
            {
                context.GetHttpContext().Features.Get<IConnectionLifetimeNotificationFeature>()!.RequestClose();
            }

            return Task.CompletedTask;
        };

        var report = await RunAsync(Checks with { Connections = 1 });

        Assert.Equal(1_000, report.Answered + report.Refusals.Values.Sum());
        Assert.Equal(1, report.Reconnections);
    }

    [Fact]
    public async Task Checks_ConnectionLost_RefusesWhatWaitedOnItAndGoesOn()
    {
        _authority.Before = (call, context) =>
        {
            if (call == 50)
            {
                context.GetHttpContext().Features.Get<IConnectionLifetimeFeature>()!.Abort();
            }

            return Task.CompletedTask;
        };

        var report = await RunAsync(Checks with { Connections = 1, Callers = 1 });

        Assert.Equal((999, 1, 1), (report.Answered, report.Refusals.Values.Sum(), report.Reconnections));
    }

    [Fact]
    public async Task Batches_PastTheServersWindows_AreAnswered()
    {
        var load = new CallLoad { Kind = CallKind.Batch, BatchSize = 1_000, Count = 100, Callers = 4, Connections = 2 };

        await using var server = await TestServer.StartAsync(_authority, limits: http2 =>
        {
            http2.InitialConnectionWindowSize = 65_535;
            http2.InitialStreamWindowSize = 65_535;
        });
        var report = await RunAsync(server, load);

        Assert.Equal((100, 100_000), (report.Answered, report.Allowed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5_000.0)]
    public async Task Streams_EveryQuestion_IsAnswered(double? rate)
    {
        var report = await RunAsync(new CallLoad { Kind = CallKind.Stream, Streams = 3, Connections = 2, Window = 10, Count = 1_000, Rate = rate });

        Assert.Equal((1_000, 1_000), (report.Answered, report.Allowed));
        Assert.Empty(report.Refusals);
    }

    [Fact]
    public async Task ChecksAndStops_AtOnce_AreReportedApart()
    {
        await using var server = await TestServer.StartAsync(_authority);
        var stops = new CallLoad { Kind = CallKind.Stop, Rate = 1_000, Connections = 1, Count = 100 };

        var report = await LoadGenerator.RunAsync(Settings(server) with { Loads = [Checks, stops] }, CancellationToken.None);

        Assert.Equal([(CallKind.Check, 1_000, 0), (CallKind.Stop, 100, 100)], report.Calls.Select(call => (call.Kind, call.Answered, call.Blocked)));
        Assert.Equal(100, _authority.Texts.Select(text => text.CustomerNumber).Distinct().Count());
        Assert.Equal(100, _authority.Texts.Select(text => text.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Checks_OverTls_NeedACertificateThatIsTrusted()
    {
        await using var server = await TestServer.StartAsync(_authority, tls: true);

        var report = await RunAsync(server, Checks, Settings(server) with { SkipVerify = true });

        Assert.Equal(1_000, report.Answered);
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(server, Checks));
    }

    [Fact]
    public async Task Checks_Headers_ReachTheServer()
    {
        await using var server = await TestServer.StartAsync(_authority);
        _authority.Before = (_, context) => context.RequestHeaders.GetValue("authorization") == "Bearer secret"
            ? Task.CompletedTask
            : throw new RpcException(new Status(StatusCode.Unauthenticated, ""));

        var report = await RunAsync(server, Checks, Settings(server) with { Headers = new Dictionary<string, string> { ["authorization"] = "Bearer secret" } });

        Assert.Equal(1_000, report.Answered);
    }

    [Fact]
    public async Task Checks_NeverAnswered_AreRefusedAfterTheDrain()
    {
        await using var server = await TestServer.StartAsync(_authority);
        var stuck = new TaskCompletionSource();
        _authority.Before = (call, _) => call == 5 ? stuck.Task : Task.CompletedTask;

        var report = await RunAsync(server, Checks, Settings(server) with { Drain = TimeSpan.Zero });
        stuck.SetResult();

        Assert.True(report.Refusals[RefusalReason.Unanswered] >= 1);
        Assert.Equal(1_000, report.Answered + report.Refusals.Values.Sum());
    }

    [Fact]
    public async Task Checks_OpenLoopAndNobodyAnswers_EveryCallIsRefused()
    {
        await using var server = await TestServer.StartAsync(_authority);
        var stuck = new TaskCompletionSource();
        _authority.Before = (_, _) => stuck.Task;

        // Kestrel takes 100 at once.
        var load = Checks with { Connections = 1, Count = 300, Rate = 10_000 };
        var report = await RunAsync(server, load, Settings(server) with { Drain = TimeSpan.Zero });
        stuck.SetResult();

        Assert.Equal((0, 300), (report.Answered, report.Refusals.Values.Sum()));
        Assert.True(report.Refusals[RefusalReason.NotSent] >= 200);
    }

    [Fact]
    public async Task Settings_ThatCannotBe_AreRefused()
    {
        await using var server = await TestServer.StartAsync(_authority);
        CallLoad[] wrong =
        [
            Checks with { Count = null }, Checks with { Rate = 0 }, Checks with { Connections = 0 }, Checks with { Callers = 1 },
            Checks with { BatchSize = 10_001 }, Checks with { Sender = "" }, Checks with { Kind = CallKind.Stream, Streams = 1 },
        ];

        foreach (var load in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(server, load));
        }
    }

    private async Task<CallReport> RunAsync(CallLoad load)
    {
        await using var server = await TestServer.StartAsync(_authority);
        return await RunAsync(server, load);
    }

    private static async Task<CallReport> RunAsync(TestServer server, CallLoad load, LoadSettings? settings = null)
    {
        var report = await LoadGenerator.RunAsync((settings ?? Settings(server)) with { Loads = [load] }, CancellationToken.None);
        return report.Calls.Single();
    }

    private static LoadSettings Settings(TestServer server) => new()
    {
        Address = server.Address,
        Loads = [],
        WarmUp = TimeSpan.Zero,
        Drain = TimeLimit.Generous,
    };
}
