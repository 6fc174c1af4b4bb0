using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Texts;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Consent.Grpc.Wire;

/// <summary>Reads a request's fields into the domain's values and collects everything that is wrong with them.</summary>
/// <param name="now">The database's clock.</param>
internal sealed class RequestReader(Instant now)
{
    private readonly List<Violation> _violations = [];

    /// <summary>Gets a value indicating whether nothing wrong has been found so far.</summary>
    public bool IsValid => _violations.Count == 0;

    public SenderNumber Sender(string field, string text)
    {
        if (!SenderNumber.TryParse(text, out var sender))
        {
            Add(field, ErrorReason.NumberInvalid,
                $"{field} is no sender number: an E.164 number (a plus sign and 7 to 15 digits, the first not 0), a short code of "
                + "3 to 8 digits, or an alphanumeric sender ID of 1 to 11 letters, digits and inner spaces with at least one letter.");
        }

        return sender;
    }

    public PhoneNumber Customer(string field, string text)
    {
        if (!PhoneNumber.TryParse(text, out var customer))
        {
            Add(field, ErrorReason.NumberInvalid,
                $"{field} is no E.164 number: a plus sign and 7 to 15 digits, the first not 0.");
        }

        return customer;
    }

    public AccountId Account(string field, string text)
    {
        if (!AccountId.TryParse(text, out var account))
        {
            Add(field, ErrorReason.AccountIdInvalid, $"{field} is no account id: 1 to 64 characters of a-z, 0-9, '-' and '_'.");
        }

        return account;
    }

    public void Differ(SenderNumber sender, PhoneNumber customer)
    {
        if (customer != default && sender.Is(customer))
        {
            Add("customer_number", ErrorReason.SenderIsCustomer, "sender_number and customer_number are the same.");
        }
    }

    /// <summary>An id: a text without control characters.</summary>
    public string Id(string field, string text, int limit, bool required = false)
    {
        Length(field, text, limit, required);
        if (ControlCharacters.AreIn(text))
        {
            Add(field, ErrorReason.ControlCharacter, $"{field} has a control character.");
        }

        return text;
    }

    /// <summary>A text that may have several lines.</summary>
    public string Text(string field, string text, int limit, bool required = false)
    {
        Length(field, text, limit, required);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Add(field, ErrorReason.ControlCharacter, $"{field} has a NUL.");
        }

        return text;
    }

    public void Known<T>(string field, T value)
        where T : struct, System.Enum
    {
        if (!System.Enum.IsDefined(value))
        {
            Add(field, ErrorReason.EnumUnknown, $"{field} has an unknown value.");
        }
    }

    public Instant? Time(string field, Timestamp? timestamp, bool required = false)
    {
        var fault = RequestTime.TryRead(timestamp, now, out var time);
        if (fault is not null)
        {
            Add(field, fault.Value.Reason, $"{field} {fault.Value.Description}");
        }
        else if (required && time is null)
        {
            Add(field, ErrorReason.FieldRequired, $"{field} is required.");
        }

        return time;
    }

    /// <summary>A list that may not be empty.</summary>
    public void Count(string field, int count, int limit)
    {
        if (count == 0)
        {
            Add(field, ErrorReason.FieldRequired, $"{field} is required.");
        }

        if (count > limit)
        {
            _violations.Add(Violation.TooMany(field, limit));
        }
    }

    public void Add(string field, string reason, string description) => Add(new Violation(field, reason, description));

    public void Add(Violation violation) => _violations.Add(violation);

    /// <exception cref="RpcException">INVALID_ARGUMENT, with all that is wrong.</exception>
    public void ThrowIfInvalid()
    {
        if (!IsValid)
        {
            throw Refusal();
        }
    }

    /// <summary>INVALID_ARGUMENT, for a request in which something is wrong.</summary>
    public RpcException Refusal() => ConsentErrors.InvalidArgument(_violations);

    private void Length(string field, string text, int limit, bool required)
    {
        if (required && text.Length == 0)
        {
            Add(field, ErrorReason.FieldRequired, $"{field} is required.");
        }

        if (text.Length > limit)
        {
            _violations.Add(Violation.TooLong(field, limit));
        }
    }
}
