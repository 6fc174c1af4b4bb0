using System.Text.RegularExpressions;

namespace Consent.Silo.Logging;

/// <summary>Leaves no credential in a text that somebody may see.</summary>
internal static partial class Secrets
{
    private const string Hidden = "[secret]";

    /// <summary>Replaces what looks like an API key's secret, a token, or a connection string's password.</summary>
    public static string Hide(string text)
    {
        text = ApiKeys().Replace(text, $"$1{Hidden}");
        text = Tokens().Replace(text, Hidden);
        text = Bearers().Replace(text, $"$1{Hidden}");
        return Passwords().Replace(text, $"$1{Hidden}");
    }

    // The id stays: it tells which key must be replaced.
    [GeneratedRegex("(consent_[0-9a-f]{16}_)[0-9a-z]+", RegexOptions.IgnoreCase)]
    private static partial Regex ApiKeys();

    // A JSON Web Token: its header begins with {" in Base64. A log may have cut it.
    [GeneratedRegex(@"\beyJ[\w-]{10,}(\.[\w-]*){0,4}")]
    private static partial Regex Tokens();

    [GeneratedRegex(@"(\bBearer\s+)(?=\S*[0-9])[\w.~+/=-]{16,}", RegexOptions.IgnoreCase)]
    private static partial Regex Bearers();

    [GeneratedRegex("((?:password|pwd|psw)\\s*=\\s*)(\"[^\"]*\"|'[^']*'|[^;\\s]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Passwords();
}
