using System.Buffers.Binary;
using System.Text;
using Consent.Grpc.Access;
using Consent.Grpc.Tests.Access;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Wire;
using Consent.Grpc.Wire;
using Consent.V1;
using CsCheck;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Checks;

/// <summary>A check, alone or in a stream, that is answered from its bytes has the same answer, byte by byte, as one that the service answers.</summary>
public sealed class DirectCheckProperties : IAsyncLifetime
{
    private const int Iterations = 1_500;
    private const int StreamIterations = 400;

    // gRPC's library takes it for its own type. The direct way does not.
    private static readonly (string, string) ToTheService = ("content-type", "application/grpc;by=service");

    private static readonly string Path = WireMethods.Path("CheckSend");
    private static readonly string StreamPath = WireMethods.Path(WireMethods.Stream);
    private static readonly byte[] Stale = Encoding.UTF8.GetBytes(ErrorReason.RosterStale);

    private readonly CountedGuard _guard = new();
    private AuthorityHost? _host;
    private string[] _senders = [];
    private string[] _customers = [];
    private string[] _keys = [];

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await ApiKeys.StartAsync(services =>
            services.AddSingleton<IMessageGuard>(provider => _guard.Around(ActivatorUtilities.CreateInstance<ScopeGuard>(provider))));
        var business = await Business.RegisterAsync(Host);
        var other = await Business.RegisterAsync(Host);
        await business.To(business.Engage).TextAsync("STOP");
        await other.To(other.Standard).TextAsync("STOP");
        await new Pair(Host.Client, "+15550001111", "+15552229990").TextAsync("STOP");
        await new Pair(Host.Client, "+15550001111", "+15552229991").TextAsync("STOP");
        await new Pair(Host.Client, "+15550001111", "+15552229991").TextAsync("START");
        _senders = ["+15550001111", "55512", "ACME", .. business.Senders, .. other.Senders];
        _customers = ["+15552229990", "+15552229991", "+15552229992", business.Customer, other.Customer];
        _keys =
        [
            "", "wrong",
            await KeyAsync(ApiKeys.Request(Role.Check)),
            await KeyAsync(ApiKeys.Request(Role.Read)),
            await KeyAsync(ApiKeys.Request(Role.Check, business.Id)),
            await KeyAsync(new CreateApiKeyRequest(ApiKeys.Request(Role.Check, business.Id)) { SenderNumbers = { business.Engage } }),
        ];
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task CheckSend_AnyCall_IsAnsweredAlikeOnBothWays()
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        await Calls().SampleAsync(
            async call =>
            {
                var direct = await CallAsync(connection, call.Body, call.Headers);
                var served = await CallAsync(connection, call.Body, [.. call.Headers, ToTheService]);
                Assert.Equal(Shown(served), Shown(direct));
            },
            iter: Iterations,
            threads: 1);
    }

    [Fact]
    public async Task CheckSend_Ordinary_IsAnsweredWithoutTheService()
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        var served = 0;
        for (var call = 0; call < 200; call++)
        {
            var before = _guard.Calls;
            var answer = await CallAsync(connection, WireMethods.GoodCheck(new Pair(Host.Client, _senders[0], _customers[call % 3])));
            Assert.Equal(StatusCode.OK, answer.Status);
            served += _guard.Calls - before;
        }

        // On a busy machine a thread may look for the message before it has come.
        Assert.InRange(served, 0, 199);
        var all = _guard.Calls;
        await CallAsync(connection, WireMethods.GoodCheck(new Pair(Host.Client, _senders[0], _customers[0])), ToTheService);
        Assert.NotEqual(all, _guard.Calls);
    }

    [Fact]
    public async Task StreamCheckSend_AnyItems_AreAnsweredAlikeOnBothWays()
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        await Streams().SampleAsync(
            async call =>
            {
                var direct = await StreamAsync(connection, call.Body, call.Headers);
                var served = await StreamAsync(connection, call.Body, [.. call.Headers, ToTheService]);
                Assert.Equal(Shown(served), Shown(direct));
            },
            iter: StreamIterations,
            threads: 1);
    }

    [Fact]
    public async Task StreamCheckSend_OrdinaryItemsAtHand_AreAnsweredWithoutTheService()
    {
        const int Items = 400;
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        var items = Enumerable.Range(0, Items).SelectMany(item => Framed(
            new StreamCheckSendRequest
            {
                RequestId = $"{item}",
                Check = new CheckSendRequest { SenderNumber = _senders[0], CustomerNumber = _customers[item % 3] },
            }.ToByteArray(),
            framing: 0)).ToArray();

        var before = _guard.Calls;
        var answer = await StreamAsync(connection, items, ("x-api-key", _keys[2]));

        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Equal(
            Enumerable.Range(0, Items).Select(item => $"{item}"),
            answer.Messages().Select(message => StreamCheckSendResponse.Parser.ParseFrom(message).RequestId));
        Assert.InRange(_guard.Calls - before, 1, Items / 2);
        before = _guard.Calls;
        await StreamAsync(connection, items, ("x-api-key", _keys[2]), ToTheService);
        Assert.True(_guard.Calls - before >= Items);
    }

    [Fact]
    public async Task CheckSend_MessageComesLater_IsAnswered()
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);
        var body = WireMethods.GoodCheck(new Pair(Host.Client, _senders[0], _customers[0]));
        var id = await connection.OpenAsync(Path, end: false);
        await connection.SendAsync(id, body[..7], end: false);
        await connection.PingAsync();
        await connection.SendAsync(id, body[7..], end: false);
        await connection.PingAsync();
        await connection.SendAsync(id, [], end: true);

        var answer = await connection.ResponseAsync(id);

        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Equal(Decision.Blocked, CheckSendResponse.Parser.ParseFrom(Assert.Single(answer.Messages())).Decision);
    }

    // On a busy machine the roster may grow stale between two calls, which are then answered differently.
    private static async Task<RawResponse> CallAsync(RawConnection connection, byte[] body, params (string, string)[] headers)
    {
        RawResponse answer;
        do
        {
            answer = await connection.CallAtOnceAsync(Path, body, headers);
        }
        while (answer.Reason == ErrorReason.RosterStale);
        return answer;
    }

    private static async Task<RawResponse> StreamAsync(
        RawConnection connection, byte[] body, params (string, string)[] headers)
    {
        RawResponse answer;
        do
        {
            answer = await connection.CallAtOnceAsync(StreamPath, body, headers);
        }
        while (answer.Messages().Exists(message => message.AsSpan().IndexOf(Stale) >= 0));
        return answer;
    }

    private async Task<string> KeyAsync(CreateApiKeyRequest request) => (await Host.CreateKeyAsync(request)).Secret;

    // One frame mostly, as it should be; and what no client sends. A reply goes out once, so none is asked about twice.
    private Gen<(byte[] Body, (string, string)[] Headers)> Calls() => Gen.Select(
        Gen.Frequency((6, Messages()), (1, CheckSendMessages.Any)),
        Gen.Frequency((12, Gen.Const(0)), (1, Gen.Int[1, 5])),
        Gen.Frequency((8, Gen.Const("")), (1, CheckSendMessages.Of("1H", "60M", "600S", "9000000m", "99999999u", "0S", "0m", "-1S", "9S9", "5000000000S"))),
        Gen.Frequency((8, Gen.Const("")), (1, CheckSendMessages.Of("identity", "gzip", "deflate", "unknown"))),
        Gen.Frequency((8, Gen.Const("")), (1, CheckSendMessages.Of("call-1", "with space"))),
        CheckSendMessages.Of(_keys)).Select((message, framing, timeout, encoding, id, key) => (
        Framed(message, framing),
        new (string, string)[]
        {
            ("grpc-timeout", timeout), ("grpc-encoding", encoding), ("x-request-id", id), ("x-api-key", key),
        }));

    // Ordinary items mostly, and between them whatever is none.
    private Gen<(byte[] Body, (string, string)[] Headers)> Streams() => Gen.Select(
        Gen.Select(Gen.Frequency((10, Items()), (1, OddItems())), Gen.Frequency((60, Gen.Const(0)), (1, Gen.Int[1, 5])))
            .Select((item, framing) => Framed(item, framing)).Array[0, 40],
        Gen.Frequency((8, Gen.Const("")), (1, CheckSendMessages.Of("identity", "gzip", "unknown"))),
        CheckSendMessages.Of(_keys)).Select((frames, encoding, key) => (
        frames.SelectMany(frame => frame).ToArray(),
        new (string, string)[] { ("grpc-encoding", encoding), ("x-api-key", key) }));

    private Gen<byte[]> Items() => Gen.Select(
        CheckSendMessages.Of("", "1", "item 7", new string('x', 64), new string('x', 65), "é", "a\nb"), Messages())
        .Select((id, check) => new StreamCheckSendRequest { RequestId = id, Check = CheckSendRequest.Parser.ParseFrom(check) }.ToByteArray());

    // Fields in another order, or twice, or unknown; also one that is no message.
    private Gen<byte[]> OddItems() => Gen.Select(Items(), CheckSendMessages.Any, Gen.Int[0, 3]).Select((item, other, kind) => kind switch
    {
        0 => [.. item, .. item],
        1 => [.. other, .. item],
        2 => [0x12, .. item],
        _ => other,
    });

    private Gen<byte[]> Messages() => Gen.Select(
        CheckSendMessages.Of(_senders), CheckSendMessages.Of([.. _customers, _senders[0], "+0155"]), Gen.Int[0, 6], CheckSendMessages.Of(0, 1, 2, 3, 4, 5, 8, 9), CheckSendMessages.Of("", "m-1", "m 1", "m\t1"))
        .Select((sender, customer, channel, purpose, id) => new CheckSendRequest
        {
            SenderNumber = sender,
            CustomerNumber = customer,
            Channel = (Channel)channel,
            Purpose = (MessagePurpose)purpose,
            MessageId = id,
        }.ToByteArray());

    private static byte[] Framed(byte[] message, int framing)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = framing == 1 ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length + (framing == 2 ? 1 : framing == 3 ? -1 : 0));
        message.CopyTo(frame, 5);
        return framing switch
        {
            4 => [.. frame, .. frame],
            5 => frame[..Math.Min(frame.Length, 3)],
            _ => frame,
        };
    }

    // All that came, but the time and the ids that the server made up.
    private static string Shown(RawResponse answer) => string.Join('\n', answer.Headers
        .Where(header => header.Key != "date")
        .Select(header => header.Key == "x-request-id" && header.Value != "call-1" ? "x-request-id: made" : $"{header.Key}: {header.Value}")
        .Order(StringComparer.Ordinal)
        .Append($"{answer.Blocks} blocks, reset {answer.ResetWith}")
        .Concat(answer.Messages().Select(Convert.ToHexStringLower)));

    /// <summary>Counts the messages that the service gets.</summary>
    private sealed class CountedGuard : IMessageGuard
    {
        private IMessageGuard? _inner;
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public CountedGuard Around(IMessageGuard inner)
        {
            _inner = inner;
            return this;
        }

        public bool Guards(ServerCallContext context)
        {
            Interlocked.Increment(ref _calls);
            return _inner!.Guards(context);
        }

        public bool GuardsStream(ServerCallContext context) => _inner!.GuardsStream(context);

        public Task CheckAsync(object message, ServerCallContext context) => _inner!.CheckAsync(message, context);
    }
}
