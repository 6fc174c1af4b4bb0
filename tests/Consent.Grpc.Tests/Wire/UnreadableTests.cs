using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Consent.Grpc.Tests.Wire;

/// <summary>What cannot be read is refused with its reason, changes nothing, and leaves the connection as it was.</summary>
[Collection(OneHost.Name)]
public sealed class UnreadableTests(SharedHost host)
{
    public static TheoryData<string, string> UnaryFaults()
    {
        var faults = new TheoryData<string, string>();
        foreach (var (method, fault) in WireMethods.Unary.SelectMany(
            method => Fault.ByName.Values.Where(fault => fault.Concerns(method)).Select(fault => (method, fault.Name))))
        {
            faults.Add(method, fault);
        }

        return faults;
    }

    public static TheoryData<string> StreamFaults() => [.. Fault.ByName.Values.Where(fault => fault.InStreams).Select(fault => fault.Name)];

    public static TheoryData<string> UnaryMethods() => [.. WireMethods.Unary];

    [Theory]
    [MemberData(nameof(UnaryFaults))]
    public async Task UnaryCall_Unreadable_IsRefusedWithItsReason(string method, string fault)
    {
        var (pair, wrong) = (host.NewPair(), Fault.ByName[fault]);
        var before = await host.Ledger.SizeAsync();
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(
            WireMethods.Path(method), wrong.Of(WireMethods.Good(method, pair).ToByteArray()), wrong.Headers);

        Assert.Equal((wrong.Status, wrong.Reason), (answer.Status, answer.Reason));
        Assert.Equal(("200", 1, 0), (answer.HttpStatus, answer.Blocks, answer.Messages().Count));
        Assert.Equal(wrong.Status, (StatusCode)answer.Details!.Code);
        await AssertWorksAsync(connection, pair);
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Theory]
    [MemberData(nameof(StreamFaults))]
    public async Task Stream_UnreadableAfterGoodItems_AnswersThoseAndEndsWithTheReason(string fault)
    {
        var (pair, wrong) = (host.NewPair(), Fault.ByName[fault]);
        var good = WireMethods.GoodItem(pair, "id");
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(
            WireMethods.Path(WireMethods.Stream), [.. good, .. good, .. wrong.Of(good[5..])], wrong.Headers);

        Assert.Equal((wrong.Status, wrong.Reason), (answer.Status, answer.Reason));
        Assert.Equal(
            (int[])[.. Enumerable.Repeat((int)Decision.Allowed, fault == "a message and a byte" ? 3 : 2)],
            answer.Messages().Select(message => (int)StreamCheckSendResponse.Parser.ParseFrom(message).Check.Decision));
        await AssertWorksAsync(connection, pair);
    }

    [Theory]
    [MemberData(nameof(StreamFaults))]
    public async Task Stream_UnreadableAtOnce_EndsWithTheReason(string fault)
    {
        var (pair, wrong) = (host.NewPair(), Fault.ByName[fault]);
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(
            WireMethods.Path(WireMethods.Stream), wrong.Of(WireMethods.GoodItem(pair, "id")[5..]), wrong.Headers);

        Assert.Equal((wrong.Status, wrong.Reason), (answer.Status, answer.Reason));
        await AssertWorksAsync(connection, pair);
    }

    // gRPC refuses such a length before anything else, in words that say nothing; a stream's we can tell from the rest.
    [Fact]
    public async Task Calls_LengthThatIsNoInt_AreRefused()
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        var body = WireMethods.Framed([], uint.MaxValue);

        var unary = await connection.CallAsync(WireMethods.Path("CheckSend"), body);
        var stream = await connection.CallAsync(WireMethods.Path(WireMethods.Stream), body);

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.MessageUndecodable), (unary.Status, unary.Reason));
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.MessageTooLarge), (stream.Status, stream.Reason));
        await AssertWorksAsync(connection, host.NewPair());
    }

    // Protobuf takes a known field of another wire type for an unknown one: the field is then not set.
    [Theory]
    [MemberData(nameof(UnaryMethods))]
    public async Task UnaryCall_FieldOfAnotherWireType_CountsAsNotSet(string method)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(WireMethods.Path(method), WireMethods.Framed([0x08, 1]));

        var needsNothing = method is "ClassifyText" or WireMethods.ListAccounts or WireMethods.ListSeals or WireMethods.ListReviews
            or WireMethods.ListApiKeys;
        var expected = needsNothing ? StatusCode.OK : StatusCode.InvalidArgument;
        Assert.Equal((expected, expected != StatusCode.OK), (answer.Status, answer.Details is not null));
        await AssertWorksAsync(connection, host.NewPair());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    [InlineData("snappy")]
    public async Task CheckSend_NotCompressedWhateverTheEncoding_IsAnswered(string encoding)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(
            WireMethods.Path("CheckSend"), WireMethods.GoodCheck(host.NewPair()), ("grpc-encoding", encoding));

        Assert.Equal(StatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task CheckSend_Gzip_IsAnswered()
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        var body = WireMethods.Framed(Fault.Gzip(WireMethods.GoodCheck(host.NewPair())[5..]), flag: 1);

        Assert.Equal(StatusCode.OK, (await connection.CallAsync(WireMethods.Path("CheckSend"), body, ("grpc-encoding", "gzip"))).Status);
    }

    [Theory]
    [InlineData("CheckSend")]
    [InlineData(WireMethods.Stream)]
    public async Task Call_CompressedByAnUnknownEncoding_SaysWhichAreKnown(string method)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        var answer = await connection.CallAsync(WireMethods.Path(method), WireMethods.Framed([1], flag: 1), ("grpc-encoding", "snappy"));

        Assert.Equal(StatusCode.Unimplemented, answer.Status);
        Assert.Equal("identity,gzip,deflate", answer.Headers["grpc-accept-encoding"]);
        await AssertWorksAsync(connection, host.NewPair());
    }

    private static async Task AssertWorksAsync(RawConnection connection, Pair pair)
    {
        var answer = await connection.CallAsync(WireMethods.Path("CheckSend"), WireMethods.GoodCheck(pair));
        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Equal(Decision.Allowed, CheckSendResponse.Parser.ParseFrom(Assert.Single(answer.Messages())).Decision);
    }
}
