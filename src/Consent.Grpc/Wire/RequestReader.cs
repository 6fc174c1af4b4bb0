using System.Runtime.CompilerServices;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Texts;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Consent.Grpc.Wire;

/// <summary>Reads a request's fields into the domain's values and collects everything that is wrong with them.</summary>
/// <remarks>Passed by reference. Its list is made for the first violation, so a good request allocates nothing.</remarks>
/// <param name="now">The database's clock.</param>
internal ref struct RequestReader(Instant now)
{
    private List<Violation>? _violations;

    public SenderNumber Sender(string field, string text)
    {
        if (!SenderNumber.TryParse(text, out var sender))
        {
            Add(field, ErrorReason.NumberInvalid,
                $"{field} {SenderNumberFault.Of(text)}; a sender number is E.164 (a plus sign and 7 to 15 digits, the first not 0), a code "
                + "of 3 to 15 digits, or an alphanumeric sender ID of 1 to 11 characters: A-Z, 0-9, space and - _ & . + ', with a letter "
                + "and no space at either end.");
        }
        else if (!sender.IsPossible)
        {
            AddImpossible(field, text);
            return default;
        }

        return sender;
    }

    public PhoneNumber Customer(string field, string text)
    {
        if (!PhoneNumber.TryParse(text, out var customer))
        {
            Add(field, ErrorReason.NumberInvalid,
                $"{field} is not an E.164 number ({CustomerNumberFault.Of(text)}). Use a plus sign and 7 to 15 digits, the first not 0.");
        }
        else if (!customer.IsPossible)
        {
            AddImpossible(field, text);
            return default;
        }

        return customer;
    }

    public AccountId Account(string field, string text)
    {
        if (!AccountId.TryParse(text, out var account))
        {
            Add(field, ErrorReason.AccountIdInvalid,
                $"{field} is not an account id. Use 1 to 64 characters of a-z, 0-9, '-' and '_'.");
        }

        return account;
    }

    /// <summary>Nobody texts from a number to itself.</summary>
    /// <param name="sender">The sender number.</param>
    /// <param name="customer">The customer's; <c>default</c> where it could not be read.</param>
    /// <param name="senderField">Where the sender number stands, if it is the field to name.</param>
    public void Differ(SenderNumber sender, PhoneNumber customer, string? senderField = null)
    {
        if (customer != default && sender.Is(customer))
        {
            Add(
                senderField ?? "customer_number",
                ErrorReason.SenderIsCustomer,
                $"{senderField ?? "sender_number"} and customer_number are the same.");
        }
    }

    /// <summary>An id: a text without control characters.</summary>
    public string Id(string field, string text, int limit, bool required = false)
    {
        Length(field, text, limit, required);
        NotBlank(field, text, required);
        return OneLine(field, text);
    }

    /// <summary>The id of a customer's text. A STOP is not refused because its id is blank.</summary>
    public string TextId(string field, string text, int limit)
    {
        Length(field, text, limit, required: true);
        return OneLine(field, text);
    }

    /// <summary>A text that may have several lines.</summary>
    public string Text(string field, string text, int limit, bool required = false)
    {
        Length(field, text, limit, required);
        NotBlank(field, text, required);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Add(field, ErrorReason.ControlCharacter, $"{field} contains a NUL character.");
        }

        return text;
    }

    /// <summary>A value of the contract as the core's, which has the same number.</summary>
    /// <remarks>Refused unless the core defines it: the contract may gain a value first, and any number may arrive.</remarks>
    public TCore Known<TWire, TCore>(string field, TWire value)
        where TWire : struct, System.Enum
        where TCore : struct, System.Enum
    {
        var known = Unsafe.BitCast<TWire, TCore>(value);
        if (System.Enum.IsDefined(known))
        {
            return known;
        }

        Add(field, ErrorReason.EnumUnknown, $"{field} has an unknown value.");
        return default;
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

    /// <summary>A time after now, however far.</summary>
    public Instant? LaterTime(string field, Timestamp? timestamp)
    {
        if (RequestTime.TryReadLater(timestamp, now, out var time) is { } fault)
        {
            Add(field, fault.Reason, $"{field} {fault.Description}");
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
            Add(Violation.TooMany(field, limit));
        }
    }

    /// <summary>A text of at most so many characters.</summary>
    public void Length(string field, string text, int limit, bool required = false)
    {
        if (required && text.Length == 0)
        {
            Add(field, ErrorReason.FieldRequired, $"{field} is required.");
        }

        if (text.Length > limit)
        {
            Add(Violation.TooLong(field, limit));
        }
    }

    public void Add(string field, string reason, string description) => Add(new Violation(field, reason, description));

    public void Add(Violation violation) => (_violations ??= []).Add(violation);

    /// <exception cref="RpcException">INVALID_ARGUMENT, with all that is wrong.</exception>
    public readonly void ThrowIfInvalid()
    {
        if (_violations is not null)
        {
            throw ConsentErrors.InvalidArgument(_violations);
        }
    }

    private void AddImpossible(string field, string text) =>
        Add(field, ErrorReason.NumberInvalid, $"{field} cannot be a number: {PossibleLengths.Describe(text)}.");

    private string OneLine(string field, string text)
    {
        if (ControlCharacters.AreIn(text))
        {
            Add(field, ErrorReason.ControlCharacter, $"{field} contains a control character.");
        }

        return text;
    }

    private void NotBlank(string field, string text, bool required)
    {
        if (required && text.Length > 0 && (string.IsNullOrWhiteSpace(text) || BlankText.Is(text)))
        {
            Add(field, ErrorReason.FieldBlank, $"{field} is blank: something must be visible in it.");
        }
    }
}
