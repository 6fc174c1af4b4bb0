using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Grpc.Tests.Wire;

/// <summary>Headers that no client library would send.</summary>
[Collection(OneHost.Name)]
public sealed class HeaderTests(SharedHost host)
{
    public static TheoryData<string> BadTimeouts() =>
    [
        "0S", "0n", "-1S", "garbage", "S", "10", "1 S", "1.5S", "1s", "99999999999S", "99999999999999999999H", "2147483647H", "999999999H",
        "9999999999M", "٣S",
    ];

    public static TheoryData<string> Methods() => [.. WireMethods.All];

    [Theory]
    [MemberData(nameof(BadTimeouts))]
    public async Task Calls_TimeoutThatIsNone_AreAnswered(string timeout)
    {
        var pair = host.NewPair();
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        foreach (var method in WireMethods.All)
        {
            var good = WireMethods.Framed(WireMethods.Good(method, pair));

            var answer = await connection.CallAsync(WireMethods.Path(method), good, ("grpc-timeout", timeout));

            var expected = method switch
            {
                "Reactivate" => StatusCode.FailedPrecondition,
                WireMethods.ResolveReview or WireMethods.RevokeApiKey => StatusCode.NotFound,
                _ => StatusCode.OK,
            };
            Assert.Equal((method, expected), (method, answer.Status));
        }
    }

    [Theory]
    [InlineData("0S")]
    [InlineData("garbage")]
    [InlineData("99999999999S")]
    [InlineData("999999999H")]
    public async Task RecordOptOut_TimeoutThatIsNone_EndsAfterTheServersOwn(string timeout)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var storage = new HeldStorage();
        await using var stuck = await AuthorityHost.StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            storage.Intercept(services);
        });
        await using var connection = await RawConnection.ConnectAsync(stuck.Grpc);
        var optOut = new Pair(stuck.Client, "+15550001111", "+15552220000").OptOut();

        var call = connection.CallAsync(WireMethods.Path("RecordOptOut"), WireMethods.Framed(optOut), ("grpc-timeout", timeout));
        await storage.Entered;
        time.Advance(TimeSpan.FromSeconds(10));

        var answer = await call;
        Assert.Equal((StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded), (answer.Status, answer.Reason));
        storage.Open();
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Call_AnotherContentType_IsRefusedAndTheConnectionStays(string method)
    {
        var pair = host.NewPair();
        var good = WireMethods.Framed(WireMethods.Good(method, pair));
        var before = await host.Ledger.SizeAsync();
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        foreach (var type in new[] { "", "text/plain", "application/json", "application/grpc-web", "application/grpcx", "application/x-protobuf" })
        {
            var answer = await connection.CallAsync(WireMethods.Path(method), good, ("content-type", type));

            Assert.Equal((type, "415", 0), (type, answer.HttpStatus, answer.Messages().Count));
            Assert.Equal(ErrorReason.NotGrpc, answer.Reason);
        }

        Assert.Equal(before, await host.Ledger.SizeAsync());
        await AssertWorksAsync(connection);
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc;charset=utf-8")]
    [InlineData("APPLICATION/GRPC")]
    public async Task CheckSend_ContentTypeThatIsGrpc_IsAnswered(string type)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(
            WireMethods.Path("CheckSend"), WireMethods.GoodCheck(host.NewPair()), ("content-type", type));

        Assert.Equal(StatusCode.OK, answer.Status);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("BREW")]
    public async Task CheckSend_AnotherHttpMethod_IsRefused(string verb)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(WireMethods.Path("CheckSend"), WireMethods.GoodCheck(host.NewPair()), (":method", verb));

        Assert.NotEqual(StatusCode.OK, answer.Status);
        Assert.InRange(int.Parse(answer.HttpStatus!, null), 400, 499);
        await AssertWorksAsync(connection);
    }

    [Theory]
    [InlineData("/consent.v1.ConsentAuthority/NoSuchMethod")]
    [InlineData("/no.such.Service/CheckSend")]
    [InlineData("/consent.v1.ConsentLedger/ListEntries")]
    public async Task Call_NotThere_IsUnimplemented(string path)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(path, WireMethods.Framed([]));

        Assert.Equal(StatusCode.Unimplemented, answer.Status);
        await AssertWorksAsync(connection);
    }

    [Theory]
    [InlineData(1, 40_000)]
    [InlineData(40, 1_000)]
    [InlineData(200, 10)]
    [InlineData(1, 200_000)]
    [InlineData(10_000, 10)]
    public async Task CheckSend_TooMuchMetadata_IsRefusedAndTheServerLives(int headers, int length)
    {
        (string, string)[] metadata = [.. Enumerable.Range(0, headers).Select(number => ($"x-{number}", new string('v', length)))];
        await using (var connection = await RawConnection.ConnectAsync(host.Host.Grpc))
        {
            var answer = await connection.CallAsync(WireMethods.Path("CheckSend"), WireMethods.GoodCheck(host.NewPair()), metadata);

            // The call alone where HTTP/2 allows, else the connection, with a word why.
            Assert.True(answer.HttpStatus == "431" || (answer.IsCutOff && connection.GoAway is > 0), $"{answer.HttpStatus} {connection.GoAway}");
            if (!answer.IsCutOff)
            {
                await AssertWorksAsync(connection);
            }
        }

        await using var another = await RawConnection.ConnectAsync(host.Host.Grpc);
        await AssertWorksAsync(another);
    }

    [Theory]
    [InlineData("x-bin", "!!!")]
    [InlineData("x-bin", "A")]
    [InlineData("grpc-accept-encoding", ",,,")]
    [InlineData("grpc-status-details-bin", "x")]
    [InlineData("grpc-status", "13")]
    public async Task CheckSend_OddMetadata_IsAnswered(string name, string value)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(WireMethods.Path("CheckSend"), WireMethods.GoodCheck(host.NewPair()), (name, value));

        Assert.Equal(StatusCode.OK, answer.Status);
    }

    private async Task AssertWorksAsync(RawConnection connection)
    {
        var answer = await connection.CallAsync(WireMethods.Path("CheckSend"), WireMethods.GoodCheck(host.NewPair()));
        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Equal(Decision.Allowed, CheckSendResponse.Parser.ParseFrom(Assert.Single(answer.Messages())).Decision);
    }
}
