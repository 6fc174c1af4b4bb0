using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Roster.Memory;

namespace Consent.Grpc.Records;

/// <summary>What was said of a record otherwise than by text: an opt-out, or a reactivation.</summary>
internal sealed record Statement
{
    public required EventKind Kind { get; init; }

    public required PhoneNumber Customer { get; init; }

    public required RecordScope Scope { get; init; }

    public required ConsentSource Source { get; init; }

    public required string Actor { get; init; }

    public required string Evidence { get; init; }

    /// <summary>Gets the id under which a repetition is known.</summary>
    public required string Id { get; init; }

    public required Instant ArrivedAt { get; init; }

    /// <summary>Gets when it was said; null where nobody says.</summary>
    public required Instant? GivenAt { get; init; }

    public RecordKey Key => Scope.KeyFor(Customer);

    public ConsentEvent ToEvent(ReplicaRoster roster) => new()
    {
        Kind = Kind,
        Id = Id,
        Source = Source,
        ArrivedAt = ArrivedAt,
        GivenAt = GivenAt,
        Customer = Customer.OtherSpelling,
        Sender = Scope.Sender,
        Account = Scope.AccountIn(roster),
        Actor = Actor,
        Evidence = Evidence,
    };
}
