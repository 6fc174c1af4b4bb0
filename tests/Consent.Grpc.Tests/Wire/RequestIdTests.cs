using System.Net;
using System.Net.Http.Json;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Wire;

[Collection(OneHost.Name)]
public sealed class RequestIdTests(SharedHost host)
{
    private const string Header = "x-request-id";
    private const string Made = "^[0-9a-f]{16}$";
    private const string Check = "/v1/sends:check";

    private static readonly string Longest = new('~', 128);

    public static TheoryData<string> GoodIds() => ["a", "!", Longest, "7f3c/call#1,2", "+15557654321"];

    public static TheoryData<string> BadIds() => [$"{Longest}~", "two words", "tab\tin it", "Ã©", "\u007f"];

    [Theory]
    [MemberData(nameof(GoodIds))]
    public async Task Call_WithId_EchoesIt(string id)
    {
        using var good = host.Client.CheckSendAsync(Request(), new Metadata { { Header, id } });
        using var bad = host.Client.CheckSendAsync(new CheckSendRequest(), new Metadata { { Header, id } });

        Assert.Equal(id, (await good.ResponseHeadersAsync).GetValue(Header));
        await good;
        Assert.Equal(id, (await RefusedAsync(bad)).GetValue(Header));
        Assert.Equal([id], await JsonAsync(Json(), id));
        Assert.Equal([id], await JsonAsync(new { }, id));
    }

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task Call_IdOfAnotherForm_IsAnsweredWithAnIdThatIsMade(string id)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(WireMethods.Path("CheckSend"), WireMethods.GoodCheck(host.NewPair()), (Header, id));

        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Matches(Made, answer.Headers[Header]);
    }

    [Fact]
    public async Task Call_TwoIds_IsAnsweredWithAnIdThatIsMade()
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(
            WireMethods.Path("CheckSend"), WireMethods.GoodCheck(host.NewPair()), (Header, "one"), (Header, "two"));

        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Matches(Made, answer.Headers[Header]);
    }

    [Fact]
    public async Task Check_WithoutId_IsAnsweredWithoutOne()
    {
        using var call = host.Client.CheckSendAsync(Request());

        Assert.Null((await call.ResponseHeadersAsync).Get(Header));
        await call;
        Assert.Empty(await JsonAsync(Json(), id: null));
    }

    [Theory]
    [InlineData("/consent.v1.ConsentAuthority/CheckSend", "application/grpc")]
    [InlineData("/consent.v1.ConsentAuthority/CheckSend", "text/plain")]
    [InlineData("/consent.v1.ConsentAuthority/NoSuchMethod", "application/grpc")]
    [InlineData("/nowhere", "application/grpc")]
    public async Task Refusal_WithoutId_HasOneThatIsMade(string path, string type)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        var one = await connection.CallAsync(path, WireMethods.Framed([]), ("content-type", type));
        var other = await connection.CallAsync(path, WireMethods.Framed([0xff]), ("content-type", type));

        Assert.Matches(Made, one.Headers[Header]);
        Assert.Matches(Made, other.Headers[Header]);
        Assert.NotEqual(one.Headers[Header], other.Headers[Header]);
    }

    [Theory]
    [InlineData("{}", Check, HttpStatusCode.BadRequest)]
    [InlineData("{", Check, HttpStatusCode.BadRequest)]
    [InlineData("{}", "/v1/nowhere", HttpStatusCode.NotFound)]
    public async Task JsonRefusal_WithoutId_HasOneThatIsMade(string body, string path, HttpStatusCode status)
    {
        using var content = new StringContent(body, null, "application/json");
        using var answer = await host.Host.Web.PostAsync(new Uri(path, UriKind.Relative), content);

        Assert.Equal(status, answer.StatusCode);
        Assert.Matches(Made, Assert.Single(answer.Headers.GetValues(Header)));
    }

    [Fact]
    public async Task Stream_RefusedAfterItsFirstAnswer_HasTheIdAtItsEnd()
    {
        var bytes = Marshallers.Create(static bytes => bytes, static (byte[] bytes) => bytes);
        var method = new Method<byte[], byte[]>(
            MethodType.DuplexStreaming, ConsentAuthority.Descriptor.FullName, WireMethods.Stream, bytes, bytes);
        using var stream = host.Host.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);
        await stream.RequestStream.WriteAsync(WireMethods.GoodItem(host.NewPair(), "1")[5..]);
        Assert.True(await stream.ResponseStream.MoveNext(default));
        await stream.RequestStream.WriteAsync([0xff]);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(default));

        Assert.Null((await stream.ResponseHeadersAsync).Get(Header));
        Assert.Matches(Made, refusal.Trailers.GetValue(Header)!);
    }

    private static async Task<Metadata> RefusedAsync<T>(AsyncUnaryCall<T> call)
    {
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        return [.. await call.ResponseHeadersAsync, .. call.GetTrailers()];
    }

    private async Task<string[]> JsonAsync(object body, string? id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Check) { Content = JsonContent.Create(body) };
        if (id is not null)
        {
            request.Headers.TryAddWithoutValidation(Header, id);
        }

        using var answer = await host.Host.Web.SendAsync(request);
        return answer.Headers.TryGetValues(Header, out var ids) ? [.. ids] : [];
    }

    private CheckSendRequest Request()
    {
        var pair = host.NewPair();
        return new CheckSendRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer };
    }

    private object Json()
    {
        var pair = host.NewPair();
        return new { senderNumber = pair.Sender, customerNumber = pair.Customer };
    }
}
