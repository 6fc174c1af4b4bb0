namespace Consent.Silo.Tests.Servers;

internal sealed record LedgerRow(
    long Position, string MessageId, string Customer, bool Applied, DateTimeOffset OccurredAt, DateTimeOffset ArrivedAt);
