using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Json;
using Consent.Storage.Records;

namespace Consent.Bench;

/// <summary>The state that a customer's first STOP makes, as SQL that fills in the customer.</summary>
internal static class StoredOptOut
{
    private const string Sender = "+15550001111";
    private const string Customer = "+19999999999";

    private static readonly Instant Arrived = Instant.From(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));

    // As long as a server's own.
    private static readonly ReplyTexts Replies = new(
        "FieldPulse: you are unsubscribed and will receive no more messages from this number. Reply START to resubscribe.",
        "", "", "");

    /// <summary>The grain's key.</summary>
    /// <param name="customer">SQL for the customer's number: text, with its plus sign.</param>
    public static string Key(string customer) => Fill(RecordKey.ForNumber(SenderNumber.Parse(Sender), PhoneNumber.Parse(Customer)).ToString(), customer);

    /// <summary>The state, as <c>bytea</c>.</summary>
    /// <param name="customer">SQL for the customer's number: text, with its plus sign.</param>
    public static string Payload(string customer) => $"convert_to({Text(customer)}, 'UTF8')";

    /// <summary>The state, as text.</summary>
    /// <param name="customer">SQL for the customer's number: text, with its plus sign.</param>
    public static string Text(string customer) => Fill(Json(), customer);

    private static string Fill(string template, string customer) =>
        $"('{template.Replace(Customer, $"' || {customer} || '", StringComparison.Ordinal)}')";

    // pgbench takes a colon and a letter for a variable; the space costs a byte.
    private static string Json()
    {
        var key = RecordKey.ForNumber(SenderNumber.Parse(Sender), PhoneNumber.Parse(Customer));
        var stop = new ConsentEvent
        {
            Kind = EventKind.OptOut,
            Id = $"0123456789abcdef-{Customer}",
            Source = ConsentSource.InboundSms,
            ArrivedAt = Arrived,
            Sender = key.Sender,
            Body = "STOP",
            Matched = "stop",
            RuleSet = "default-1",
        };
        var transition = RecordRules.Apply(ConsentRecord.Empty, stop, ResubscribePolicy.CustomerStart, Replies);
        return JsonSerializer.Serialize(ConsentGrainState.From(key, transition, stop), ConsentJson.Default.ConsentGrainState)
            .Replace("\":", "\": ", StringComparison.Ordinal)
            .Replace("'", "''", StringComparison.Ordinal)
            .Replace("\\u002B", "+", StringComparison.Ordinal);
    }
}
