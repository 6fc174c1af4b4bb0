using Consent.Storage.Database;
using Microsoft.Extensions.Options;

namespace Consent.Storage.Seals;

/// <summary>How the ledger is sealed.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>Gets or sets the path of a file with the key that signs the seals.</summary>
    /// <value>PEM, with an ECDSA private key on P-256, not encrypted; unset by default: then seals are not signed.</value>
    public string? SigningKey { get; set; }
}

/// <summary>Refuses a key that could not sign.</summary>
internal sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    public ValidateOptionsResult Validate(string? name, LedgerOptions options)
    {
        try
        {
            SealSigner.From(options).Dispose();
            return ValidateOptionsResult.Success;
        }
        catch (StorageRefusedException e)
        {
            return ValidateOptionsResult.Fail(e.Message);
        }
    }
}
