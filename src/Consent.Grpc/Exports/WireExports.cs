using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.Storage.Exports;
using Consent.V1;
using ConsentSource = Consent.Core.Records.ConsentSource;
using ConsentState = Consent.Core.Records.ConsentState;

namespace Consent.Grpc.Exports;

/// <summary>Exported records as the contract writes them.</summary>
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

    private static V1.ConsentRecord ToWire(this ExportedRecord record) => WireRecords.Record(
        (record.CustomerNumber, record.SenderNumber, record.AccountId),
        (ConsentState)record.State,
        record.ChangedAt is { } decidedAt ? new Instant(decidedAt) : null,
        (ConsentSource)(record.Source ?? 0),
        record.Keyword,
        record.Revision);
}
