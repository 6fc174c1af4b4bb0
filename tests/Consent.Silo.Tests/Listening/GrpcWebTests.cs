using System.Net;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using StatusCode = Grpc.Core.StatusCode;

namespace Consent.Silo.Tests.Listening;

/// <summary>gRPC as a page in a browser speaks it, by the client of .NET.</summary>
public sealed class GrpcWebTests(BrowserServer shared, SharedServer plain) : IClassFixture<BrowserServer>, IClassFixture<SharedServer>
{
    private static int _customers;

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task Unary_GrpcWeb_IsTheSame(GrpcWebMode mode)
    {
        using var channel = Channel(shared.Server, mode);
        var authority = new ConsentAuthority.ConsentAuthorityClient(channel.Intercept(new GenerousDeadlines()));
        var customer = NewCustomer();
        var check = new CheckSendRequest { SenderNumber = Wire.Sender, CustomerNumber = customer };

        Assert.Equal(Decision.Allowed, (await authority.CheckSendAsync(check)).Decision);
        await authority.RecordInboundAsync(Wire.Text(customer, "STOP", customer));

        Assert.Equal(Decision.Blocked, (await authority.CheckSendAsync(check)).Decision);
        Assert.Equal(Decision.Blocked, await shared.Server.CheckAsync(customer));
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task ServerStream_GrpcWeb_SendsEachEntryAsItIsRecorded(GrpcWebMode mode)
    {
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        using var channel = Channel(shared.Server, mode);
        var customer = NewCustomer();
        using var watch = new ConsentLedger.ConsentLedgerClient(channel).WatchLedger(
            new WatchLedgerRequest { AfterPosition = -1 }, cancellationToken: patience.Token);
        Assert.True(await watch.ResponseStream.MoveNext(patience.Token));
        Assert.Null(watch.ResponseStream.Current.Entry);

        await shared.Server.RecordAsync(Wire.Text(customer, "STOP", customer));

        while (await watch.ResponseStream.MoveNext(patience.Token) && watch.ResponseStream.Current.Entry?.MessageId != customer)
        {
        }

        Assert.Equal(customer, watch.ResponseStream.Current.Entry!.Record.CustomerNumber);
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task Refusal_GrpcWeb_HasItsDetails(GrpcWebMode mode)
    {
        using var channel = Channel(shared.Server, mode);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await new ConsentAuthority.ConsentAuthorityClient(channel).CheckSendAsync(new CheckSendRequest { SenderNumber = "1" }));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Equal("NUMBER_INVALID", refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason);
    }

    [Fact]
    public async Task Unreadable_GrpcWeb_IsRefusedWithItsReason()
    {
        var bytes = Marshallers.Create<byte[]>(static message => message, static message => message);
        var check = new Method<byte[], byte[]>(MethodType.Unary, "consent.v1.ConsentAuthority", "CheckSend", bytes, bytes);
        using var channel = Channel(shared.Server, GrpcWebMode.GrpcWeb);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await channel.CreateCallInvoker().AsyncUnaryCall(check, host: null, default, [0x0a, 0x7f]));

        Assert.Equal(
            (StatusCode.InvalidArgument, "MESSAGE_UNDECODABLE"),
            (refusal.StatusCode, refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason));
    }

    [Fact]
    public async Task GrpcWeb_NotSwitchedOn_IsRefused()
    {
        using var channel = Channel(plain.Server, GrpcWebMode.GrpcWeb);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await new ConsentAuthority.ConsentAuthorityClient(channel).RecordInboundAsync(Wire.Text("+15557009999", "STOP", "1")));

        Assert.Equal("NOT_GRPC", refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason);
        Assert.Contains("gRPC-Web must be switched on", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(Decision.Allowed, await plain.Server.CheckAsync("+15557009999"));
    }

    private static string NewCustomer() => $"+1555700{1_000 + Interlocked.Increment(ref _customers)}";

    private static GrpcChannel Channel(ServerProcess server, GrpcWebMode mode) => GrpcChannel.ForAddress(
        server.Web.BaseAddress!,
        new GrpcChannelOptions
        {
            HttpHandler = new GrpcWebHandler(mode, new SocketsHttpHandler()),
            HttpVersion = HttpVersion.Version11,
            DisposeHttpClient = true,
        });
}
