using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Tests.Wire;

/// <summary>A request that is good but for one field.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Field">The field's name in the contract.</param>
/// <param name="Value">What it is set to.</param>
/// <param name="Reason">The documented reason.</param>
/// <param name="Limit">The documented limit, if one was passed.</param>
internal sealed record BadField(string Method, string Field, object? Value, string Reason, string? Limit = null)
{
    /// <summary>Gets the field that is named: a scope that is not given is the field "scope", where it is a oneof.</summary>
    public string Named { get; init; } = Field;
}

/// <summary>Every row of the documented table that a field of these methods can meet.</summary>
internal static class BadFields
{
    private const string CheckSend = nameof(CheckSend);
    private const string RecordInbound = nameof(RecordInbound);
    private const string RecordOptOut = nameof(RecordOptOut);
    private const string Reactivate = nameof(Reactivate);
    private const string GetStatus = nameof(GetStatus);

    private const string BatchCheckSend = nameof(BatchCheckSend);
    private const string ClassifyText = nameof(ClassifyText);
    private const string SelectSender = nameof(SelectSender);

    /// <summary>The methods that have a required field.</summary>
    public static readonly string[] Methods = [CheckSend, RecordInbound, RecordOptOut, Reactivate, GetStatus, BatchCheckSend, SelectSender];

    /// <summary>A number that has lost its plus sign: no customer's, but a sender's code.</summary>
    public const string WithoutPlus = "15552220000";

    public static readonly string[] NoE164 =
    [
        "+05552220000", "+155522", "+1555222000000000", "+1555222000x", "+1 555 222 0000", " +15552220000",
        "+15552220000 ", "+15552220000\n", "++15552220000", "+1555-222-0000", "+١٥٥٥٢٢٢٠٠٠٠", "+１５５５２２２００００",
        "＋15552220000", "+1555222\u200B0000", "\uFEFF+15552220000", "+15552220000\0", "\0", "+15552220000;ext=5",
        "+15552220000x5", "tel:+15552220000", "sip:+15552220000@example.com", "+", "(555) 222-0000", "+1555222000\u0660",
        "+1555222000", "+155522200000", "+4420794", "+800123456789",
    ];

    private static readonly string[] NoSender =
    [
        "12", "1234567890123456", "12345\u0660", "ABCDEFGHIJKL", "A\u200BB", " ACME", "ACME ", "ACME!", "АСМЕ", "ACMÉ", "A\0", "A\tB", "   ", "A/B", "-_&.+'", "JOE\u2019S",
    ];

    private static readonly string[] NoCustomer = ["", "55512", "ACME", WithoutPlus];

    public static IReadOnlyDictionary<string, BadField> ByName { get; } = All().ToDictionary(Name);

    public static IMessage Good(string method, Pair pair) => method switch
    {
        CheckSend => new CheckSendRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer, MessageId = "m-1" },
        RecordInbound => pair.Text("STOP"),
        RecordOptOut => pair.OptOut(),
        Reactivate => pair.Reactivation(TimeProvider.System.GetUtcNow()),
        GetStatus => new GetStatusRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer },
        BatchCheckSend => new BatchCheckSendRequest { SenderNumber = pair.Sender, CustomerNumbers = { pair.Customer } },
        ClassifyText => new ClassifyTextRequest { Body = "STOP" },
        SelectSender => new SelectSenderRequest { CustomerNumber = pair.Customer, SenderNumbers = { pair.Sender } },
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };

    public static void Set(IMessage request, string field, object? value)
    {
        var accessor = request.Descriptor.FindFieldByName(field).Accessor;
        if (value is null)
        {
            accessor.Clear(request);
        }
        else if (accessor.GetValue(request) is RepeatedField<string> list)
        {
            list.Clear();
            list.AddRange((string[])value);
        }
        else
        {
            accessor.SetValue(request, value);
        }
    }

    public static Task<Refusal> CallAsync(ConsentAuthority.ConsentAuthorityClient client, IMessage request) => request switch
    {
        CheckSendRequest check => Refusal.OfAsync(client.CheckSendAsync(check)),
        RecordInboundRequest inbound => Refusal.OfAsync(client.RecordInboundAsync(inbound)),
        RecordOptOutRequest optOut => Refusal.OfAsync(client.RecordOptOutAsync(optOut)),
        ReactivateRequest reactivation => Refusal.OfAsync(client.ReactivateAsync(reactivation)),
        BatchCheckSendRequest batch => Refusal.OfAsync(client.BatchCheckSendAsync(batch)),
        SelectSenderRequest selection => Refusal.OfAsync(client.SelectSenderAsync(selection)),
        ClassifyTextRequest text => Refusal.OfAsync(client.ClassifyTextAsync(text)),
        GetStatusRequest status => Refusal.OfAsync(client.GetStatusAsync(status)),
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };

    // Plain letters only: a test's name must not hold what it is about.
    private static string Name(BadField bad, int index) =>
        $"{index:000} {bad.Method} {bad.Field} {bad.Reason}";

    private static Dictionary<string, BadField> ToDictionary(this IEnumerable<BadField> fields, Func<BadField, int, string> name) =>
        fields.Select((bad, index) => (Name: name(bad, index), Bad: bad)).ToDictionary(row => row.Name, row => row.Bad);

    private static IEnumerable<BadField> All() =>
    [
        .. Methods.Except([BatchCheckSend, SelectSender]).SelectMany(Numbers),
        .. BatchFields(),
        .. SelectionFields(),
        .. Accounts(ClassifyText).Where(row => row.Value is not ""),
        new(RecordOptOut, "sender_number", "", ErrorReason.NumberInvalid),
        new(Reactivate, "sender_number", "", ErrorReason.NumberInvalid),
        new(CheckSend, "sender_number", "", ErrorReason.NumberInvalid),
        new(RecordInbound, "sender_number", "", ErrorReason.NumberInvalid),
        new(RecordOptOut, "sender_number", null, ErrorReason.ScopeRequired) { Named = "scope" },
        new(Reactivate, "sender_number", null, ErrorReason.ScopeRequired) { Named = "scope" },
        new(GetStatus, "sender_number", "", ErrorReason.ScopeRequired),
        new(GetStatus, "account_id", "acme", ErrorReason.ScopeAmbiguous),
        .. Accounts(RecordOptOut),
        .. Accounts(Reactivate),
        new(CheckSend, "channel", 6, ErrorReason.EnumUnknown),
        new(CheckSend, "channel", -1, ErrorReason.EnumUnknown),
        new(CheckSend, "purpose", 9, ErrorReason.EnumUnknown),
        new(CheckSend, "purpose", int.MaxValue, ErrorReason.EnumUnknown),
        new(RecordOptOut, "source", 11, ErrorReason.EnumUnknown),
        new(RecordOptOut, "source", int.MinValue, ErrorReason.EnumUnknown),
        new(RecordOptOut, "source", (int)ConsentSource.InboundSms, ErrorReason.SourceNotAccepted),
        .. Ids(CheckSend, "message_id", 128, required: false),
        .. Ids(RecordInbound, "message_id", 128, required: true),
        .. Ids(RecordInbound, "gateway", 64, required: false),
        .. Ids(RecordOptOut, "actor", 128, required: false),
        .. Ids(RecordOptOut, "idempotency_key", 128, required: true),
        .. Texts(RecordOptOut, "evidence", 1_024, required: false),
        .. Ids(Reactivate, "actor", 128, required: true),
        .. Ids(Reactivate, "idempotency_key", 128, required: true),
        .. Texts(Reactivate, "evidence", 1_024, required: true),
        .. Times(RecordOptOut, "occurred_at"),
        .. Times(Reactivate, "requested_at"),
        .. Times(GetStatus, "as_of"),
        new(GetStatus, "as_of_position", -1L, ErrorReason.OutOfRange),
        new(GetStatus, "as_of_position", long.MinValue, ErrorReason.OutOfRange),
        new(Reactivate, "requested_at", null, ErrorReason.FieldRequired),
        .. Blanks(RecordOptOut, "idempotency_key"),
        .. Blanks(Reactivate, "actor"),
        .. Blanks(Reactivate, "idempotency_key"),
        .. Blanks(Reactivate, "evidence"),
        new(Reactivate, "evidence", "\t\r\n", ErrorReason.FieldBlank),
    ];

    private static IEnumerable<BadField> Numbers(string method) =>
    [
        .. NoE164.Concat(NoSender).Select(number => new BadField(method, "sender_number", number, ErrorReason.NumberInvalid)),
        .. NoE164.Concat(NoCustomer).Select(number => new BadField(method, "customer_number", number, ErrorReason.NumberInvalid)),
        new(method, "customer_number", "+15550001111", ErrorReason.SenderIsCustomer),
    ];

    private static IEnumerable<BadField> BatchFields() =>
    [
        .. NoE164.Concat(NoSender).Append("")
            .Select(number => new BadField(BatchCheckSend, "sender_number", number, ErrorReason.NumberInvalid)),
        new(BatchCheckSend, "customer_numbers", Array.Empty<string>(), ErrorReason.FieldRequired),
        new(BatchCheckSend, "customer_numbers", Enumerable.Repeat("+15557770000", 10_001).ToArray(), ErrorReason.TooMany, "10000"),
        new(BatchCheckSend, "channel", 6, ErrorReason.EnumUnknown),
        new(BatchCheckSend, "channel", -1, ErrorReason.EnumUnknown),
        new(BatchCheckSend, "purpose", 9, ErrorReason.EnumUnknown),
        new(BatchCheckSend, "purpose", int.MinValue, ErrorReason.EnumUnknown),
        new(BatchCheckSend, "purpose", (int)MessagePurpose.OptOutConfirmation, ErrorReason.PurposeNotAccepted),
        new(BatchCheckSend, "purpose", (int)MessagePurpose.HelpReply, ErrorReason.PurposeNotAccepted),
    ];

    private static IEnumerable<BadField> SelectionFields() =>
    [
        .. NoE164.Concat(NoCustomer).Select(number => new BadField(SelectSender, "customer_number", number, ErrorReason.NumberInvalid)),
        new(SelectSender, "customer_number", "+15550001111", ErrorReason.SenderIsCustomer) { Named = "sender_numbers[0]" },
        .. NoE164.Concat(NoSender).Append("").Select(number => new BadField(
            SelectSender, "sender_numbers", new[] { "ACME", number }, ErrorReason.NumberInvalid) { Named = "sender_numbers[1]" }),
        .. NoE164.Concat(NoSender)
            .Select(number => new BadField(SelectSender, "preferred_sender_number", number, ErrorReason.NumberInvalid)),
        new(SelectSender, "preferred_sender_number", "+15550001112", ErrorReason.PreferredNotCandidate),
        new(SelectSender, "sender_numbers", Array.Empty<string>(), ErrorReason.ScopeRequired) { Named = "account_id" },
        new(SelectSender, "sender_numbers", Enumerable.Repeat("ACME", 1_001).ToArray(), ErrorReason.TooMany, "1000"),
        new(SelectSender, "account_id", "acme", ErrorReason.ScopeAmbiguous),
        new(SelectSender, "channel", 6, ErrorReason.EnumUnknown),
        new(SelectSender, "channel", -1, ErrorReason.EnumUnknown),
        new(SelectSender, "purpose", 9, ErrorReason.EnumUnknown),
        new(SelectSender, "purpose", (int)MessagePurpose.OptOutConfirmation, ErrorReason.PurposeNotAccepted),
        new(SelectSender, "purpose", (int)MessagePurpose.HelpReply, ErrorReason.PurposeNotAccepted),
    ];

    private static IEnumerable<BadField> Accounts(string method) =>
        new[] { "", "Acme", "acme.1", "acme\0", new string('a', 65) }
            .Select(account => new BadField(method, "account_id", account, ErrorReason.AccountIdInvalid));

    private static IEnumerable<BadField> Ids(string method, string field, int limit, bool required) =>
    [
        .. Texts(method, field, limit, required),
        .. new[] { "a\tb", "a\nb", "a\u007F", "a\u0085b" }.Select(id => new BadField(method, field, id, ErrorReason.ControlCharacter)),
    ];

    private static IEnumerable<BadField> Texts(string method, string field, int limit, bool required) =>
    [
        new(method, field, new string('x', limit + 1), ErrorReason.FieldTooLong, $"{limit}"),
        new(method, field, "a\0", ErrorReason.ControlCharacter),
        .. required ? [new BadField(method, field, "", ErrorReason.FieldRequired)] : Array.Empty<BadField>(),
    ];

    private static IEnumerable<BadField> Blanks(string method, string field) =>
        new[] { " ", "\u00A0\u3000", "\u200B", "\u3164" }.Select(blank => new BadField(method, field, blank, ErrorReason.FieldBlank));

    private static IEnumerable<BadField> Times(string method, string field)
    {
        var now = TimeProvider.System.GetUtcNow();
        return
        [
            new(method, field, now.AddHours(1).ToTimestamp(), ErrorReason.TimeOutOfRange),
            new(method, field, new DateTimeOffset(1999, 12, 31, 23, 59, 59, 999, default).ToTimestamp(), ErrorReason.TimeOutOfRange),
            new(method, field, new Timestamp { Seconds = now.ToUnixTimeSeconds(), Nanos = -1 }, ErrorReason.TimeInvalid),
            new(method, field, new Timestamp { Seconds = now.ToUnixTimeSeconds(), Nanos = 1_000_000_000 }, ErrorReason.TimeInvalid),
            new(method, field, new Timestamp { Seconds = long.MaxValue }, ErrorReason.TimeInvalid),
            new(method, field, new Timestamp { Seconds = long.MinValue }, ErrorReason.TimeInvalid),
        ];
    }
}
