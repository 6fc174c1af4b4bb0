using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Storage.Tests.Databases;

/// <summary>A roster that ends where a test says, and only remembers what it was told.</summary>
public sealed class FakeOwnRoster : IOwnRoster
{
    private readonly List<(LedgerPoint Before, LedgerTail Tail)> _told = [];

    /// <summary>Gets or sets where it ends; null while it is not loaded.</summary>
    public LedgerPoint? End { get; set; }

    /// <summary>Gets what it was told, in order.</summary>
    public IReadOnlyList<(LedgerPoint Before, LedgerTail Tail)> Told => _told;

    public void Committed(LedgerPoint before, LedgerTail tail) => _told.Add((before, tail));
}
