using System.Buffers;
using Consent.Grpc.Checks;
using Consent.Grpc.Wire;
using Consent.V1;
using CsCheck;
using Google.Protobuf;

namespace Consent.Grpc.Tests.Checks;

/// <summary>An item is read from its bytes as gRPC's library would read it, or not at all; and answered as the library would write it.</summary>
public sealed class StreamItemBytesTests
{
    private const long Iterations = 50_000;

    private static readonly Gen<string> Ids = Gen.OneOf(
        CheckSendMessages.Of("", "1", "item 7", "é", "a\tb", new string('x', FieldLimits.RequestId), new string('x', FieldLimits.RequestId + 1)),
        Gen.Char[' ', '~'].Array[0, FieldLimits.RequestId].Select(characters => new string(characters)));

    private static readonly Gen<byte[]> Items = Gen.Select(Ids, CheckSendMessages.Ordinary).Select((id, check) =>
        new StreamCheckSendRequest { RequestId = id, Check = CheckSendRequest.Parser.ParseFrom(check) }.ToByteArray());

    [Fact]
    public void TryRead_AnyFields_IsAsTheLibraryReadsThemOrNotRead() =>
        Gen.OneOf(CheckSendMessages.Any, Items, Gen.Select(Items, CheckSendMessages.Any).Select((item, other) => (byte[])[.. item, .. other]))
            .Sample(AssertReadAlike, iter: Iterations);

    [Fact]
    public void TryRead_OrdinaryBytesWithOneChanged_IsAsTheLibraryReadsThemOrNotRead() =>
        Gen.Select(Items, Gen.Int[0, 1_000], Gen.Byte).Sample(
            (message, at, changed) =>
            {
                message[at % message.Length] = changed;
                AssertReadAlike(message);
            },
            iter: Iterations);

    [Fact]
    public void TryRead_Ordinary_IsRead() => Gen.Select(Gen.Char[' ', '~'].Array[0, 30], CheckSendMessages.Ordinary).Sample(
        (id, check) =>
        {
            var item = new StreamCheckSendRequest { RequestId = new string(id), Check = CheckSendRequest.Parser.ParseFrom(check) };
            if (check.Length < 128)
            {
                Assert.True(StreamItemBytes.TryRead(item.ToByteArray(), out _, out _));
            }
        },
        iter: Iterations);

    [Fact]
    public void WriteAnswer_AnyAnswer_IsAsTheLibraryWritesIt() =>
        Gen.Select(Gen.Char[' ', '~'].Array[0, FieldLimits.RequestId], Gen.Int[0, 20_000]).Sample(
            (id, length) =>
            {
                var answer = new StreamCheckSendResponse
                {
                    RequestId = new string(id),
                    Check = new CheckSendResponse { Decision = Decision.Blocked, Notice = new string('n', length) },
                };
                var written = new ArrayBufferWriter<byte>();

                StreamItemBytes.WriteAnswer(written, id.Select(character => (byte)character).ToArray(), MessageFrame.Of(answer.Check));

                Assert.True(written.WrittenSpan.SequenceEqual(MessageFrame.Of(answer)));
            },
            iter: 2_000);

    private static void AssertReadAlike(byte[] message)
    {
        if (!StreamItemBytes.TryRead(message, out var id, out var check) || !CheckSendBytes.TryRead(check, out _))
        {
            return;
        }

        var item = StreamCheckSendRequest.Parser.ParseFrom(message);
        Assert.Equal(item.RequestId, System.Text.Encoding.UTF8.GetString(id));
        Assert.Equal(item.Check, CheckSendRequest.Parser.ParseFrom(check));
        Assert.True(item.RequestId.Length <= FieldLimits.RequestId);
    }
}
