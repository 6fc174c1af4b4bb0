namespace Consent.Cluster.Tests.Clusters;

internal sealed record LedgerRow(long Position, string MessageId, string Customer, long Revision);
