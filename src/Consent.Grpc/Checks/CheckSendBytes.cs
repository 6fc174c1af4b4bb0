using System.Buffers;
using System.Text;
using Consent.Core.Numbers;
using Channel = Consent.Core.Records.Channel;
using MessagePurpose = Consent.Core.Records.MessagePurpose;

namespace Consent.Grpc.Checks;

/// <summary>Reads an ordinary CheckSendRequest from its bytes, without an object. Whatever is unusual is left to be read in full.</summary>
internal static class CheckSendBytes
{
    // Tags: the field's number, and whether a number or a text follows.
    private const byte Sender = (1 << 3) | 2;
    private const byte Customer = (2 << 3) | 2;
    private const byte ChannelTag = 3 << 3;
    private const byte Purpose = 4 << 3;
    private const byte MessageId = (5 << 3) | 2;

    // Of a sender number and of a customer's: longer ones are none.
    private const int MaxNumber = 16;

    // Lengths and values from here on take a second byte.
    private const byte Continued = 0x80;

    private static readonly SearchValues<byte> Visible =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(character => (byte)character)]);

    /// <summary>Reads a check that would not be refused, and that no pending reply can answer.</summary>
    /// <returns>False where a field is unknown, or has a value that has to be looked at more closely.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out SendQuery query)
    {
        query = default;
        var (sender, customer) = (default(SenderNumber), default(PhoneNumber));
        var (channel, purpose) = (default(Channel), default(MessagePurpose));
        while (message.Length >= 2)
        {
            var (tag, value) = (message[0], message[1]);
            if (value >= Continued)
            {
                return false;
            }

            message = message[2..];
            if (tag == ChannelTag)
            {
                channel = (Channel)value;
            }
            else if (tag == Purpose)
            {
                purpose = (MessagePurpose)value;
            }
            else if (value <= message.Length && TryReadText(tag, message[..value], ref sender, ref customer))
            {
                message = message[value..];
            }
            else
            {
                return false;
            }
        }

        query = new SendQuery(sender, customer, channel, purpose, "");
        return message.IsEmpty
            && sender != default
            && customer != default
            && !sender.Is(customer)
            && Enum.IsDefined(channel)
            && Enum.IsDefined(purpose)
            && !query.MayBePendingReply;
    }

    private static bool TryReadText(byte tag, ReadOnlySpan<byte> text, ref SenderNumber sender, ref PhoneNumber customer)
    {
        // Only a pending reply needs it; a text of visible characters is one that is taken.
        if (tag == MessageId)
        {
            return !text.ContainsAnyExcept(Visible);
        }

        Span<char> characters = stackalloc char[MaxNumber];
        if (text.Length > MaxNumber || Ascii.ToUtf16(text, characters, out var length) != OperationStatus.Done)
        {
            return false;
        }

        return tag switch
        {
            Sender => SenderNumber.TryParse(characters[..length], out sender) && sender.IsPossible,
            Customer => PhoneNumber.TryParse(characters[..length], out customer) && customer.IsPossible,
            _ => false,
        };
    }
}
