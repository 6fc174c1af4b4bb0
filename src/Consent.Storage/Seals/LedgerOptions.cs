namespace Consent.Storage.Seals;

/// <summary>How the ledger is sealed.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>Gets or sets the path of a file with the key that signs the seals.</summary>
    /// <value>PEM, with an ECDSA private key on P-256, not encrypted; unset by default: then seals are not signed.</value>
    public string? SigningKey { get; set; }
}
