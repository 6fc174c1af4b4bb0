using Consent.Core.Records;
using Consent.Grpc.Access;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Grpc.Ledger;

/// <summary>Entries of the ledger as the contract writes them.</summary>
internal static class WireEntries
{
    public static V1.LedgerEntry ToWire(this LedgerEntry entry)
    {
        var wire = new V1.LedgerEntry
        {
            Position = entry.Position,
            Kind = (V1.LedgerEntryKind)entry.Kind,
            OccurredAt = new Instant(entry.OccurredAt).ToWire(),
            RecordedAt = new Instant(entry.RecordedAt).ToWire(),
            Body = entry.Body,
            MessageId = entry.MessageId,
            Gateway = entry.Gateway,
            Actor = entry.Actor,
            Evidence = entry.Evidence,
            SenderNumber = entry.SenderNumber ?? "",
            AccountId = entry.AccountId ?? "",
            Source = (V1.ConsentSource)entry.Source,
            RuleSet = entry.RuleSet,
        };
        if (entry.Registered is { } registered)
        {
            var change = RegistryRows.ReadEntry(entry.Kind, registered);

            // Of a oneof: setting either to null would unset the other.
            if (change.Account is { } account)
            {
                wire.Account = account.ToWire();
            }
            else if (change.ApiKey is { } key)
            {
                wire.ApiKey = key.Key.ToWire();
            }
            else
            {
                wire.Sender = change.Sender!.ToWire();
            }
        }
        else
        {
            wire.Record = RecordOf(entry);
        }

        return wire;
    }

    private static V1.ConsentRecord RecordOf(LedgerEntry entry) => WireRecords.Record(
        (entry.CustomerNumber!, entry.RecordSenderNumber, entry.RecordAccountId),
        (ConsentState)entry.RecordState,
        entry.RecordChangedAt is { } decidedAt ? new Instant(decidedAt) : null,
        (ConsentSource)(entry.RecordSource ?? 0),
        entry.RecordKeyword,
        entry.RecordRevision);
}
