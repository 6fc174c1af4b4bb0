namespace Consent.Core.Registry;

/// <summary>What the ledger says of a change of the registry: numbers beyond those of <see cref="Records.LedgerEntryKind"/>.</summary>
public enum RegistryEntryKind
{
    Unspecified = 0,
    AccountPut = 101,
    SenderPut = 102,
}
