using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Consent.Silo.Access;

/// <summary>Whose tokens (JWT) are taken, and what their claims allow.</summary>
public sealed class JwtOptions
{
    public const string Section = "Authentication:Jwt";

    /// <summary>Gets or sets the address of the OpenID Connect authority, which publishes its issuer and its keys.</summary>
    /// <value>Unset by default: no tokens are taken unless <see cref="PublicKey"/> is set.</value>
    public string? Authority { get; set; }

    /// <summary>Gets or sets the path of a PEM file with the public keys of the signer, for networks without an authority.</summary>
    /// <value>RSA of 2048 bits or more, or ECDSA on P-256, P-384 or P-521; unset by default.</value>
    public string? PublicKey { get; set; }

    /// <summary>Gets or sets the name of this service in a token's <c>aud</c>.</summary>
    /// <value>Must be set: otherwise a token for any other service of the authority would be taken.</value>
    public string? Audience { get; set; }

    /// <summary>Gets or sets the issuers that are taken besides the authority's own, separated by commas.</summary>
    /// <value>Empty by default. With <see cref="PublicKey"/> at least one must be named.</value>
    public string Issuers { get; set; } = "";

    /// <summary>Gets or sets the signature algorithms that are taken, separated by commas.</summary>
    /// <value>By default RS256 to RS512, PS256 to PS512 and ES256 to ES512. No others can be named.</value>
    public string Algorithms { get; set; } = string.Join(',', SigningAlgorithms.All);

    /// <summary>Gets or sets the subjects (<c>sub</c>) that are taken, separated by commas.</summary>
    /// <value>Empty by default: every subject of the issuer.</value>
    public string AllowedSubjects { get; set; } = "";

    /// <summary>Gets or sets the claim that names the roles.</summary>
    /// <value>The default is <c>roles</c>. Values that name no role grant nothing.</value>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Gets or sets the claim that names the accounts.</summary>
    /// <value>The default is <c>accounts</c>.</value>
    public string AccountsClaim { get; set; } = "accounts";

    /// <summary>Gets or sets the claim that names sender numbers of the token's one account.</summary>
    /// <value>The default is <c>senders</c>. Without it a token is for all numbers of its accounts.</value>
    public string SendersClaim { get; set; } = "senders";

    /// <summary>Gets or sets whether a token without the claim of accounts is for every account.</summary>
    /// <value>The default is <c>false</c>: such a token is allowed nothing.</value>
    public bool UnlimitedWithoutAccounts { get; set; }

    /// <summary>Gets or sets a value indicating whether the authority's addresses must be https.</summary>
    /// <value>The default is <c>true</c>. Without https anybody on the way can put in own keys: only for a trial.</value>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>Gets a value indicating whether tokens are taken at all.</summary>
    internal bool IsOn => !string.IsNullOrEmpty(Authority) || !string.IsNullOrEmpty(PublicKey);
}

/// <summary>The signature algorithms for which a verifier holds no secret.</summary>
internal static class SigningAlgorithms
{
    public static IReadOnlyList<string> All { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];
}

/// <summary>Refuses settings that would take too many tokens, or none.</summary>
internal sealed class JwtOptionsValidator : IValidateOptions<JwtOptions>
{
    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(JwtOptions options) =>
        options.IsOn ? [.. Keys(options), .. Lists(options), .. Claims(options)] : Unused(options);

    private static IEnumerable<string> Unused(JwtOptions options) => string.IsNullOrEmpty(options.Audience) ? [] :
    [
        $"{JwtOptions.Section}:Audience is set, but neither {JwtOptions.Section}:Authority nor {JwtOptions.Section}:PublicKey, "
            + "so no token could be checked. Set one of them.",
    ];

    private static IEnumerable<string> Keys(JwtOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Audience))
        {
            yield return $"{JwtOptions.Section}:Audience is not set, so tokens for other services would be taken. "
                + "Set it to this service's name in the tokens' aud.";
        }

        if (string.IsNullOrEmpty(options.PublicKey))
        {
            if (!IsAddress(options.Authority!, options.RequireHttpsMetadata))
            {
                yield return $"{JwtOptions.Section}:Authority is no address of an authority. Give https:// and a host, as in "
                    + "https://login.example.com/tenant. For a trial without https set "
                    + $"{JwtOptions.Section}:RequireHttpsMetadata to false.";
            }
        }
        else if (!string.IsNullOrEmpty(options.Authority))
        {
            yield return $"{JwtOptions.Section}:Authority and {JwtOptions.Section}:PublicKey are both set. Set only one.";
        }
        else if (PublicKeyFile.Problem(options.PublicKey) is { } problem)
        {
            yield return problem;
        }
        else if (options.Issuers.Items().Length == 0)
        {
            yield return $"{JwtOptions.Section}:Issuers is not set. With {JwtOptions.Section}:PublicKey it must name "
                + "the tokens' iss.";
        }
    }

    private static IEnumerable<string> Lists(JwtOptions options)
    {
        var algorithms = options.Algorithms.Items();
        if (algorithms.Length == 0 || algorithms.Except(SigningAlgorithms.All).Any())
        {
            yield return $"{JwtOptions.Section}:Algorithms must name some of {string.Join(", ", SigningAlgorithms.All)}, "
                + "separated by commas.";
        }
    }

    private static IEnumerable<string> Claims(JwtOptions options)
    {
        (string Key, string Name)[] claims =
        [
            (nameof(options.RoleClaim), options.RoleClaim),
            (nameof(options.AccountsClaim), options.AccountsClaim),
            (nameof(options.SendersClaim), options.SendersClaim),
        ];
        return claims.Where(claim => string.IsNullOrWhiteSpace(claim.Name))
            .Select(claim => $"{JwtOptions.Section}:{claim.Key} is empty. Name a claim, or leave the setting out.")
            .Concat(claims.Select(claim => claim.Name).Distinct().Count() == claims.Length
                ? []
                : [$"{JwtOptions.Section}: RoleClaim, AccountsClaim and SendersClaim must name three claims."]);
    }

    private static bool IsAddress(string text, bool requireHttps) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && !requireHttps))
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0;
}

internal static class ListedValues
{
    /// <summary>The values of a setting that are separated by commas.</summary>
    public static string[] Items(this string setting) =>
        setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
