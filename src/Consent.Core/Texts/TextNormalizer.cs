using System.Text;
using Consent.Core.Texts.Quoting;

namespace Consent.Core.Texts;

/// <summary>Brings a text into the form that the rules read. Case is kept, which tells a name from a word.</summary>
public static class TextNormalizer
{
    /// <summary>How much of a text counts, in UTF-16 code units; the rest is ignored.</summary>
    public const int MaxLength = 1600;

    internal static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> body)
    {
        var text = Quotation.Remove(Cut(body));
        return Ascii.IsValid(text) ? text : UnicodeFolding.Fold(text);
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> body)
    {
        if (body.Length <= MaxLength)
        {
            return body;
        }

        var splitsPair = char.IsSurrogatePair(body[MaxLength - 1], body[MaxLength]);
        return body[..(splitsPair ? MaxLength - 1 : MaxLength)];
    }
}
