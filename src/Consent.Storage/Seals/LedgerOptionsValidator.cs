using Consent.Storage.Database;
using Microsoft.Extensions.Options;

namespace Consent.Storage.Seals;

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
