using System.Text.RegularExpressions;

namespace Consent.Silo.Logging;

/// <summary>
/// The last line of defence: takes numbers and secrets out of whatever is logged. Libraries put the keys of records and senders into
/// their messages, and paths of calls.
/// </summary>
internal sealed partial class Redaction(NumberDigest digest)
{
    public string Redact(string text)
    {
        text = RecordKeys().Replace(Secrets.Hide(text), found =>
            $"{found.Groups["kind"].Value}:{digest.Of(found.Groups["sender"].Value)}/{digest.Of(found.Groups["customer"].Value)}");
        text = SenderKeys().Replace(text, found => $"{found.Groups["kind"].Value}:{SenderOf(found.Groups["sender"].Value)}");
        text = PathSegments().Replace(text, found => digest.Of(found.Value));
        return PhoneNumbers().Replace(text, found => digest.Of(found.Value));
    }

    // With a space in it, its end cannot be told from the words after it.
    private string SenderOf(string text) =>
        text.Contains(' ', StringComparison.Ordinal) ? NumberDigest.Unreadable : digest.Of(text);

    [GeneratedRegex("(?<kind>number):(?<sender>[^/\r\n]{1,64})/(?<customer>(\\+|%2B)[0-9]{7,})", RegexOptions.IgnoreCase)]
    private static partial Regex RecordKeys();

    // As many characters as a sender ID may have.
    [GeneratedRegex(
        "(?<kind>number|sender):(?<sender>(\\+|%2B)?[0-9]{3,15}(?![\\w&'+-]|\\.\\w)|(?! )([A-Z0-9 _&.+'-]|%[0-9A-F]{2}){1,11})",
        RegexOptions.IgnoreCase)]
    private static partial Regex SenderKeys();

    // What JSON methods have in their paths, and digits in any path or query: a number may lack its plus sign.
    [GeneratedRegex(
        "(?<=/(senders|customers)/)[^/?\\s\"'<>\\\\:{}]+|(?<=/|[?&][\\w.]{1,40}=)[0-9]{7,15}(?![\\w-]|\\.\\w)", RegexOptions.IgnoreCase)]
    private static partial Regex PathSegments();

    [GeneratedRegex("(\\+|%2B)[0-9]{7,}", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneNumbers();
}
