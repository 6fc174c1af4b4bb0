using Consent.Grpc.Checks;
using Consent.V1;
using CsCheck;
using Google.Protobuf;

namespace Consent.Grpc.Tests.Checks;

/// <summary>What is read from the bytes is what gRPC's library and the service would read, and whatever they refuse is not read.</summary>
public sealed class CheckSendBytesTests
{
    private const long Iterations = 50_000;

    [Fact]
    public void TryRead_AnyFields_IsAsTheServiceReadsThemOrNotRead() =>
        CheckSendMessages.Any.Sample(AssertReadAlike, iter: Iterations);

    [Fact]
    public void TryRead_OrdinaryBytesWithOneChanged_IsAsTheServiceReadsThemOrNotRead() =>
        Gen.Select(CheckSendMessages.Ordinary, Gen.Int[0, 1_000], Gen.Byte).Sample(
            (message, at, changed) =>
            {
                message[at % message.Length] = changed;
                AssertReadAlike(message);
            },
            iter: Iterations);

    [Fact]
    public void TryRead_OrdinaryBytesCutShort_IsAsTheServiceReadsThemOrNotRead() =>
        Gen.Select(CheckSendMessages.Ordinary, Gen.Int[0, 1_000]).Sample(
            (message, length) => AssertReadAlike(message[..(length % (message.Length + 1))]), iter: Iterations);

    [Fact]
    public void TryRead_Ordinary_IsRead() =>
        CheckSendMessages.Ordinary.Sample(message => Assert.True(CheckSendBytes.TryRead(message, out _)), iter: Iterations);

    [Theory]
    [InlineData(MessagePurpose.OptOutConfirmation)]
    [InlineData(MessagePurpose.HelpReply)]
    public void TryRead_Reply_IsLeftToTheService(MessagePurpose purpose) => Assert.False(CheckSendBytes.TryRead(
        new CheckSendRequest { SenderNumber = "+15550001111", CustomerNumber = "+15552220000", Purpose = purpose }.ToByteArray(), out _));

    private static void AssertReadAlike(byte[] message)
    {
        if (!CheckSendBytes.TryRead(message, out var read))
        {
            return;
        }

        var query = SendQuery.Read(CheckSendRequest.Parser.ParseFrom(message));
        Assert.Equal(query with { MessageId = "" }, read);
        Assert.False(query.MayBePendingReply);

        // Equal numbers may be two spellings of one.
        Assert.Equal((query.Customer.Digits, $"{query.Sender}"), (read.Customer.Digits, $"{read.Sender}"));
    }
}

/// <summary>Messages of CheckSend, as bytes.</summary>
internal static class CheckSendMessages
{
    private static readonly Gen<string> Senders = Of(
        "+15550001111", "+15550002222", "55512", "ACME", "ACME TOOLS", "+525512345678", "+5215512345678", "+4915123456789");

    private static readonly Gen<string> Customers = Of(
        "+15552220000", "+15552220001", "+525512345679", "+5215512345679", "+4915123456780", "+5491123456789");

    private static readonly Gen<string> Ids = Gen.OneOf(
        Gen.Const(""), Gen.Char['!', '~'].Array[1, 60].Select(characters => new string(characters)));

    private static readonly Gen<string> OddTexts = Gen.OneOf(
        Of(
            "", "+", "+0", "+15550001111", "+1555000111", "+15552220000 ", " +15552220000", "+1-555-222-0000", "15552220000", "+١٥٥٥٢٢٢٠٠٠٠",
            "+155522200001234", "+1555222000012345", "ACME-1", "TWELVELETTERS", "\0", "a b", "a\tb", "a\nb", "é", "😀", "\ud800"),
        Gen.Char['\0', '\u00ff'].Array[0, 140].Select(characters => new string(characters)),
        Senders,
        Customers);

    /// <summary>A check as clients send it.</summary>
    public static Gen<byte[]> Ordinary { get; } = Gen.Select(
        Senders, Customers, Gen.Int[0, 5], Of(Ordinarily()), Ids).Select((sender, customer, channel, purpose, id) =>
        new CheckSendRequest
        {
            SenderNumber = sender,
            CustomerNumber = customer,
            Channel = (Channel)channel,
            Purpose = purpose,
            MessageId = id,
        }.ToByteArray());

    /// <summary>Fields of all kinds, in any order, some of them twice and some unknown.</summary>
    public static Gen<byte[]> Any { get; } = Gen.OneOf(
        Gen.Select(Of(1, 2, 5), OddTexts).Select((field, text) => Text(field, text)),
        Gen.Select(Gen.Const(1), Senders).Select((field, text) => Text(field, text)),
        Gen.Select(Gen.Const(2), Customers).Select((field, text) => Text(field, text)),
        Gen.Select(Of(3, 4), Gen.OneOf(Gen.Int[0, 9], Gen.Int)).Select((field, value) => Number(field, value)),
        Gen.Select(Gen.Int[1, 40], Gen.Int[-1, 200]).Select((field, value) => Number(field, value)),
        Gen.Select(Gen.Int[1, 40], OddTexts).Select((field, text) => Text(field, text))).Array[0, 6].Select(parts =>
        parts.SelectMany(part => part).ToArray());

    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static MessagePurpose[] Ordinarily() =>
        [.. Enum.GetValues<MessagePurpose>().Except([MessagePurpose.OptOutConfirmation, MessagePurpose.HelpReply])];

    private static byte[] Text(int field, string text) => Written(output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    });

    private static byte[] Number(int field, int value) => Written(output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(value);
    });

    private static byte[] Written(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return bytes.ToArray();
    }
}
