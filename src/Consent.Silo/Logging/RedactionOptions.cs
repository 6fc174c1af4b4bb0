using Microsoft.Extensions.Options;

namespace Consent.Silo.Logging;

/// <summary>How numbers are kept out of the log.</summary>
public sealed class RedactionOptions
{
    public const string Section = "Redaction";

    /// <summary>
    /// Gets or sets where the key is for the digests that stand in the log for numbers: <c>env:NAME</c> or <c>file:PATH</c>, never
    /// the key itself. There it is 32 bytes or more in Base64.
    /// </summary>
    /// <value>Unset by default: each start makes a key, so that digests can be compared within one server's run only.</value>
    public string? Key { get; set; }
}

/// <summary>Refuses a key that cannot be read. The key is in no message.</summary>
internal sealed class RedactionOptionsValidator : IValidateOptions<RedactionOptions>
{
    public ValidateOptionsResult Validate(string? name, RedactionOptions options) =>
        DigestKey.TryRead(options.Key, out _) is { } failure
            ? ValidateOptionsResult.Fail($"{RedactionOptions.Section}:{nameof(RedactionOptions.Key)} {failure}")
            : ValidateOptionsResult.Success;
}
