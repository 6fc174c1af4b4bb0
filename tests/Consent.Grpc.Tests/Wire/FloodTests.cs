using System.Net;
using Consent.Core.Access;
using Consent.Grpc.Access;
using Consent.Grpc.Tests.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Wire;

/// <summary>Floods of what costs a caller next to nothing. Others are served meanwhile, and memory is where it was afterwards.</summary>
[Collection(Alone.Name)]
public sealed class FloodTests : IAsyncLifetime
{
    private const byte Data = 0;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte WindowUpdate = 8;
    private const int EnhanceYourCalm = 11;

    // The first flood fills what is pooled; so many more leave nothing behind.
    private const int Floods = 10;
    private const long MaxGrowth = 4_000_000;

    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(services =>
        services.Configure<AccessOptions>(access => access.TakesApiKeys = true));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public Task Resets_RightAfterTheirCalls_EndTheConnectionAtMost() => AssertHarmlessAsync(async () =>
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        for (var call = 0; call < 2_000 && !connection.Closed.IsCompleted; call++)
        {
            await connection.ResetAsync(await connection.OpenAsync(WireMethods.Path("CheckSend"), end: false));
        }

        Assert.True(connection.GoAway is null or EnhanceYourCalm, $"{connection.GoAway}");
    });

    [Fact]
    public Task EmptyCalls_Many_AreRefusedOneByOne() => AssertHarmlessAsync(async () =>
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        var calls = new List<int>();
        for (var call = 0; call < 1_000 && !connection.Closed.IsCompleted; call++)
        {
            calls.Add(await connection.OpenAsync(WireMethods.Path("CheckSend"), end: true));
        }

        foreach (var call in calls)
        {
            var answered = connection.ResponseAsync(call);
            if (await Task.WhenAny(answered, connection.Closed) == answered)
            {
                var answer = await answered;
                Assert.True(
                    answer.Reason == ErrorReason.MessageUndecodable || answer.ResetWith is not null || answer.IsCutOff,
                    $"{answer.Status} {answer.Reason}");
            }
        }
    });

    [Fact]
    public Task OpenCalls_ThatSendNothing_AreAsManyAsAConnectionMayHave() => AssertHarmlessAsync(async () =>
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        for (var call = 0; call < 1_000 && !connection.Closed.IsCompleted; call++)
        {
            await connection.OpenAsync(WireMethods.Path(WireMethods.Stream), end: false);
        }

        await connection.PingAsync();
    });

    [Theory]
    [InlineData(Data, 0)]
    [InlineData(Settings, 0)]
    [InlineData(Ping, 8)]
    [InlineData(WindowUpdate, 4)]
    public Task Frames_WithNothingInThem_CostNothingThatStays(byte type, int length) => AssertHarmlessAsync(async () =>
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        var call = await connection.OpenAsync(WireMethods.Path(WireMethods.Stream), end: false);
        var payload = new byte[length];
        payload.AsSpan().Fill(type == WindowUpdate ? (byte)0 : (byte)1);
        if (type == WindowUpdate)
        {
            payload[^1] = 1;
        }

        for (var frame = 0; frame < 5_000 && !connection.Closed.IsCompleted; frame++)
        {
            await connection.FrameAsync(type, 0, type == Data ? call : 0, payload);
        }

        await connection.PingAsync();
    });

    [Fact]
    public Task Connections_ThatSaySoLittle_AreForgottenWithThem() => AssertHarmlessAsync(async () =>
    {
        var connections = new List<RawHttp>();
        for (var connection = 0; connection < 100; connection++)
        {
            connections.Add(await RawHttp.ConnectAsync(connection % 2 == 0 ? Host.Grpc : Host.Web.BaseAddress!));
            await connections[^1].TrySendAsync("P");
        }

        Assert.Equal(HttpStatusCode.OK, (await Host.Web.GetAsync(new Uri("/healthz", UriKind.Relative))).StatusCode);
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    });

    [Fact]
    public Task ApiKeys_ThatAreNotTaken_AreRefusedAndNotRemembered() => AssertHarmlessAsync(async () =>
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        var message = WireMethods.GoodCheck(new Pair(Host.Client, "+15550001111", "+15552220001"));
        for (var round = 0; round < 20; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => connection.CallAsync(
                WireMethods.Path("CheckSend"), message, ("authorization", $"Bearer {ApiKeyText.New().Text}"))));
            Assert.All(answers, answer => Assert.Equal(StatusCode.Unauthenticated, answer.Status));
        }
    });

    private async Task AssertHarmlessAsync(Func<Task> floodAsync)
    {
        await FloodAsync(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await FloodAsync(Floods);

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < MaxGrowth, $"Grew by {growth} bytes.");

        async Task FloodAsync(int floods)
        {
            for (var flood = 0; flood < floods; flood++)
            {
                var flooding = floodAsync();
                do
                {
                    var check = new CheckSendRequest { SenderNumber = "+15550001111", CustomerNumber = "+15552220002" };
                    Assert.Equal(Decision.Allowed, (await Host.Client.CheckSendAsync(check)).Decision);
                }
                while (!flooding.IsCompleted);
                await flooding;
            }
        }
    }
}
