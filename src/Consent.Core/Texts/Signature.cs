using System.Text;

namespace Consent.Core.Texts;

/// <summary>The line below a keyword by which a phone or a person signs.</summary>
internal static class Signature
{
    private const int MaxWords = 3;

    /// <summary>Takes a signature line off the end of a normalized text; false when it has none.</summary>
    internal static bool TryRemove(ReadOnlySpan<char> text, CompiledKeywords keywords, out ReadOnlySpan<char> signed)
    {
        text = TrimmedText.TrimEnd(text);
        var lineBreak = text.LastIndexOfAny(Characters.LineBreaks);
        signed = lineBreak < 0 ? default : text[..lineBreak];
        return lineBreak >= 0 && IsSignature(text[(lineBreak + 1)..].TrimStart(), keywords);
    }

    private static bool IsSignature(ReadOnlySpan<char> line, CompiledKeywords keywords)
    {
        var core = TrimmedText.Of(line);
        if (keywords.Find(core).Kind != InboundKind.None)
        {
            return false;
        }

        Rune.DecodeFromUtf16(line, out var first, out _);
        return first.Value == '~'
            || Characters.IsHyphen(first)
            || core.StartsWith("Sent from ", StringComparison.OrdinalIgnoreCase)
            || core.StartsWith("Get Outlook ", StringComparison.OrdinalIgnoreCase)
            || IsName(core, keywords);
    }

    private static bool IsName(ReadOnlySpan<char> core, CompiledKeywords keywords)
    {
        var words = 0;
        while (!core.IsEmpty)
        {
            var end = core.IndexOfAny(' ', '\t');
            var word = end < 0 ? core : core[..end];
            if (++words > MaxWords || !StartsWithCapital(word) || keywords.Find(TrimmedText.Of(word)).Kind != InboundKind.None)
            {
                return false;
            }

            core = core[word.Length..].TrimStart();
        }

        return true;
    }

    private static bool StartsWithCapital(ReadOnlySpan<char> word)
    {
        Rune.DecodeFromUtf16(word, out var first, out _);
        return Rune.IsUpper(first);
    }
}
