using Consent.Core.Records;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using ConsentRecord = Consent.V1.ConsentRecord;
using ConsentSource = Consent.Core.Records.ConsentSource;
using ConsentState = Consent.Core.Records.ConsentState;

namespace Consent.Grpc.Wire;

/// <summary>The core's values as the contract writes them.</summary>
internal static class WireRecords
{
    public static readonly V1.Channel[] Alternatives = [V1.Channel.Email, V1.Channel.Voice];

    public static Timestamp ToWire(this Instant instant) => instant.ToDateTimeOffset().ToTimestamp();

    /// <summary>The opt-out that blocks, from what a check knows of it.</summary>
    public static ConsentRecord ToWire(this Standing standing, RecordKey key) =>
        Record(Whose(key), standing.State, standing.At, standing.Source);

    public static ConsentRecord ToWire(this Core.Records.ConsentRecord record, RecordKey key) => Record(
        Whose(key),
        record.State,
        record.Decided?.At,
        record.Decided?.Source ?? ConsentSource.Unspecified,
        record.Decided?.Matched,
        record.Revision);

    /// <param name="whose">The customer, and either the number or the account.</param>
    /// <param name="state">Whether it is opted out.</param>
    /// <param name="decidedAt">When the event happened that decided; null where none has.</param>
    /// <param name="source">Where that event came from.</param>
    /// <param name="matched">Why that text meant what it meant.</param>
    /// <param name="revision">How often the record was changed.</param>
    public static ConsentRecord Record(
        (string Customer, string? Sender, string? Account) whose,
        ConsentState state,
        Instant? decidedAt,
        ConsentSource source,
        string? matched = null,
        long revision = 0)
    {
        var wire = new ConsentRecord
        {
            CustomerNumber = whose.Customer,
            State = state.ToWire(),
            ChangedAt = decidedAt?.ToWire(),
            Source = source.ToWire(),
            Keyword = matched ?? "",
            Revision = revision,
        };

        // Of a oneof: setting either to null would unset the other.
        if (whose.Sender is { } sender)
        {
            wire.SenderNumber = sender;
        }
        else
        {
            wire.AccountId = whose.Account;
        }

        return wire;
    }

    public static AutoReply? ToWire(this OfferedReply? reply) => reply is null ? null : new AutoReply
    {
        Body = reply.Body,
        Purpose = reply.Purpose.ToWire(),
        SendBefore = reply.SendBefore?.ToWire(),
    };

    private static (string Customer, string? Sender, string? Account) Whose(RecordKey key) =>
        (key.Customer.ToString(), key.Sender?.AsGiven, key.Account?.ToString());
}
