using Consent.Core.Records;
using Consent.Grpc.Ledger;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.Storage.Exports;
using Consent.V1;
using ConsentRecord = Consent.V1.ConsentRecord;

namespace Consent.Grpc.Exports;

/// <summary>Exported records as the contract writes them. Enumerations have the same numbers on both sides.</summary>
internal static class WireExports
{
    public static ExportConsentsResponse ToWire(this ExportedRecords part)
    {
        var wire = new ExportConsentsResponse { LedgerPosition = part.Position };
        wire.Records.Capacity = part.Records.Count;
        foreach (var record in part.Records)
        {
            wire.Records.Add(record.ToWire());
        }

        return wire;
    }

    private static ConsentRecord ToWire(this ExportedRecord record)
    {
        var wire = new ConsentRecord
        {
            CustomerNumber = record.CustomerNumber,
            State = (V1.ConsentState)record.State,
            ChangedAt = record.ChangedAt is { } changedAt ? new Instant(changedAt).ToWire() : null,
            Source = (V1.ConsentSource)(record.Source ?? 0),
            Keyword = record.Keyword ?? "",
            Revision = record.Revision,
        };
        if (record.SenderNumber is { } sender)
        {
            wire.SenderNumber = sender;
        }
        else
        {
            wire.AccountId = record.AccountId;
        }

        return wire;
    }
}
