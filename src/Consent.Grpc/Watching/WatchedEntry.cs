using Consent.Core.Numbers;
using Consent.Grpc.Ledger;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.V1;
using LedgerEntry = Consent.Storage.Ledger.LedgerEntry;
using LedgerPoint = Consent.Storage.Ledger.LedgerPoint;

namespace Consent.Grpc.Watching;

/// <summary>An entry as watchers are sent it, and whom it concerns. Made once, shared by all, changed by none.</summary>
internal sealed class WatchedEntry(LedgerEntry entry)
{
    public LedgerPoint Point { get; } = new(entry.Position, entry.Mark);

    public long Position => Point.Position;

    public bool IsAccountChange { get; } = entry.Registered is not null;

    public string? Account { get; } = entry.AccountId;

    public string? RecordAccount { get; } = entry.RecordAccountId;

    public SenderNumber? Sender { get; } = Parse(entry.SenderNumber);

    public SenderNumber? RecordSender { get; } = Parse(entry.RecordSenderNumber);

    public WatchLedgerResponse Message { get; } = new() { Entry = entry.ToWire() };

    private static SenderNumber? Parse(string? text) => text is null ? null : SenderNumber.Parse(text);
}
