using Consent.Grpc.Limits;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Wire;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Limits;

/// <summary>How many calls a connection carries at once, and how long it lives.</summary>
public sealed class ConnectionLimitTests
{
    private const int RefusedStream = 7;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    private readonly PolledTime _time = new();

    [Fact]
    public async Task Connection_MoreStreamsThanItMayHave_RefusesThoseAloneAndTakesOthersLater()
    {
        await using var host = await StartAsync(limits => limits.StreamsPerConnection = 3);
        await using var connection = await RawConnection.ConnectAsync(host.Grpc);
        var open = new List<int>();
        for (var stream = 0; stream < 3; stream++)
        {
            open.Add(await OpenAsync(connection, host));
        }

        var refused = await connection.ResponseAsync(
            await connection.OpenAsync(WireMethods.Path(WireMethods.Stream), end: false));
        Assert.Equal(RefusedStream, refused.ResetWith);

        await connection.SendAsync(open[0], [], end: true);
        await connection.ResponseAsync(open[0]);
        await AssertWorksAsync(connection, host);
        await connection.SendAsync(open[1], WireMethods.GoodItem(NewPair(host), "id"), end: true);
        Assert.Equal(2, (await connection.ResponseAsync(open[1])).Messages().Count);
    }

    [Fact]
    public async Task Connection_OldAsItMayBe_FinishesItsCallsAndCloses()
    {
        await using var host = await StartAsync(limits => limits.ConnectionAge = Age);
        await using var connection = await RawConnection.ConnectAsync(host.Grpc);
        var stream = await OpenAsync(connection, host);

        _time.Advance(Age * 1.1);

        await connection.GoAwayAsync();
        Assert.Equal(RawConnection.NoError, connection.GoAway);
        await connection.SendAsync(stream, WireMethods.GoodItem(NewPair(host), "id"), end: true);
        var answer = await connection.ResponseAsync(stream);
        Assert.Equal((StatusCode.OK, 2), (answer.Status, answer.Messages().Count));
        await connection.Closed;
    }

    [Fact]
    public async Task Connection_YoungerThanItMayBe_Stays()
    {
        await using var host = await StartAsync(limits => limits.ConnectionAge = Age);
        await using var connection = await RawConnection.ConnectAsync(host.Grpc);
        await AssertWorksAsync(connection, host);

        _time.Advance(Age * 0.89);

        await AssertWorksAsync(connection, host);
        Assert.Null(connection.GoAway);
    }

    [Fact]
    public async Task Json_ConnectionOldAsItMayBe_IsClosed()
    {
        await using var host = await StartAsync(limits => limits.ConnectionAge = Age);
        await using var connection = await RawHttp.ConnectAsync(host.Web.BaseAddress!);
        Assert.Contains(" 200 ", await connection.GetAsync("/healthz"), StringComparison.Ordinal);

        _time.Advance(Age * 1.1);

        Assert.Equal("", await connection.ReadToEndAsync());
    }

    [Fact]
    public async Task Connection_WithoutACall_IsClosedWithoutAnError()
    {
        await using var host = await StartAsync(limits => limits.ConnectionIdle = TimeSpan.FromSeconds(1));
        await using var connection = await RawConnection.ConnectAsync(host.Grpc);
        await AssertWorksAsync(connection, host);

        await connection.Closed;

        Assert.Equal(RawConnection.NoError, connection.GoAway);
    }

    [Fact]
    public async Task Connection_PingsWithAndWithoutACall_IsNotPunished()
    {
        await using var host = await StartAsync(_ => { });
        await using var connection = await RawConnection.ConnectAsync(host.Grpc);
        for (var ping = 0; ping < 500; ping++)
        {
            await connection.PingAsync();
        }

        var stream = await OpenAsync(connection, host);
        for (var ping = 0; ping < 500; ping++)
        {
            await connection.PingAsync();
        }

        await connection.SendAsync(stream, WireMethods.GoodItem(NewPair(host), "id"), end: true);
        Assert.Equal(2, (await connection.ResponseAsync(stream)).Messages().Count);
        await AssertWorksAsync(connection, host);
        Assert.Null(connection.GoAway);
    }

    // A stream whose first item has been answered.
    private static async Task<int> OpenAsync(RawConnection connection, AuthorityHost host)
    {
        var stream = await connection.OpenAsync(WireMethods.Path(WireMethods.Stream), end: false);
        await connection.SendAsync(stream, WireMethods.GoodItem(NewPair(host), "id"), end: false);
        await connection.AnsweredAsync(stream);
        return stream;
    }

    private static async Task AssertWorksAsync(RawConnection connection, AuthorityHost host)
    {
        var answer = await connection.CallAsync(WireMethods.Path("CheckSend"), WireMethods.GoodCheck(NewPair(host)));
        Assert.Equal(StatusCode.OK, answer.Status);
    }

    private static Pair NewPair(AuthorityHost host) => new(host.Client, "+15550001111", "+15552220001");

    private Task<AuthorityHost> StartAsync(Action<LimitOptions> limits) => AuthorityHost.StartAsync(services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.Configure(limits);
    });
}
