using Consent.Core.Registry;

namespace Consent.Storage.Replicas;

/// <summary>What a roster is told, by a load or by an entry: a record, an account or a sender, as it is now. One of the three.</summary>
public readonly record struct RosterChange(RosterRecord? Record = null, Account? Account = null, Sender? Sender = null)
{
    public static implicit operator RosterChange(RosterRecord record) => new(record);
}
