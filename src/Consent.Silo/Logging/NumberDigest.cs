using Consent.Core.Numbers;
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;

namespace Consent.Silo.Logging;

/// <summary>
/// What stands in the log for a number: a keyed digest of the canonical number, so that one phone's lines can be found, and its
/// number cannot.
/// </summary>
internal sealed class NumberDigest(IRedactorProvider redactors)
{
    /// <summary>What stands for something that is a number to all appearances, and cannot be read as one.</summary>
    public const string Unreadable = "[number]";

    // 48 bits: among ten million numbers, one in a few million shares its digest with another.
    private const int Bytes = 6;

    private readonly Redactor _redactor = redactors.GetRedactor(Numbers);

    /// <summary>Gets the class of what is a phone's number, a short code or a sender ID.</summary>
    public static DataClassification Numbers { get; } = new("Consent", "Number");

    /// <param name="text">A number as Orleans, a URL or a person writes it.</param>
    public string Of(string text)
    {
        var number = Uri.UnescapeDataString(text);
        return SenderNumber.TryParse(number, out var read) ? $"[number {Digest(read.ToString())}]" : Unreadable;
    }

    private string Digest(string canonical)
    {
        var digest = Convert.FromBase64String(_redactor.Redact(canonical));
        return Convert.ToHexStringLower(digest.AsSpan(0, Bytes));
    }
}
