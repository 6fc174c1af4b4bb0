using System.Text;

namespace Consent.Core.Texts;

/// <summary>The rules for a message that is only a keyword.</summary>
internal static class WholeMessage
{
    private static readonly Rune StopSign = new(0x1F6D1);
    private static readonly Rune NoEntry = new(0x1F6AB);

    internal static Classification Classify(ReadOnlySpan<char> text, CompiledKeywords keywords) =>
        Classify(text, keywords, out _);

    /// <summary>Classifies, and says which part of the text the keyword is; empty for a sign.</summary>
    internal static Classification Classify(ReadOnlySpan<char> text, CompiledKeywords keywords, out ReadOnlySpan<char> keyword)
    {
        var whole = WithoutSignature(text, keywords, out keyword);
        if (whole.Kind == InboundKind.None && Signature.TryRemove(text, keywords, out var signed))
        {
            // A name below START may be anything; a name below STOP is doubt.
            var first = WithoutSignature(signed, keywords, out keyword);
            return first.Kind == InboundKind.OptOut ? first : Classification.None;
        }

        return whole;
    }

    internal static bool IsOptOutSign(Rune rune) => rune == StopSign || rune == NoEntry;

    private static Classification WithoutSignature(
        ReadOnlySpan<char> text, CompiledKeywords keywords, out ReadOnlySpan<char> core)
    {
        core = TrimmedText.Of(text);
        return core.IsEmpty ? SingleSign(text) : keywords.Find(core);
    }

    // A sign among others ("🛑👍") means something different.
    private static Classification SingleSign(ReadOnlySpan<char> text)
    {
        Rune? single = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune))
            {
                continue;
            }

            if (single is not null || !IsOptOutSign(rune))
            {
                return Classification.None;
            }

            single = rune;
        }

        return single is null
            ? Classification.None
            : new Classification(InboundKind.OptOut, single == StopSign ? "🛑" : "🚫");
    }
}
