using System.Buffers;
using System.Text;
using Consent.Core.Texts.Damage;
using Consent.Core.Texts.Frames;
using Consent.Core.Texts.Quoting;

namespace Consent.Core.Texts;

/// <summary>Brings a text into the form that the rules read. Case is kept, which tells a name from a word.</summary>
public static class TextNormalizer
{
    /// <summary>How much of a text counts, in UTF-16 code units; the rest is ignored.</summary>
    public const int MaxLength = 1600;

    // Every step looks for one of these or for what is not ASCII; most texts have neither.
    private static readonly SearchValues<char> AsciiSigns =
        SearchValues.Create([.. "<&=@?:>(\"-", .. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(IsNoSpace), '\u007F']);

    internal static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> body) => Normalize(body, null);

    /// <summary>Normalizes, and says where each character came from.</summary>
    internal static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> body, out TextOrigins origins)
    {
        origins = new TextOrigins(Cut(body).Length);
        return Normalize(body, origins);
    }

    private static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> body, TextOrigins? origins)
    {
        var text = Cut(body);
        if (Ascii.IsValid(text) && !text.ContainsAny(AsciiSigns))
        {
            return text;
        }

        text = DamagedText.Repair(text, origins);
        text = DeliveryReceipt.Remove(text, origins);
        text = Frame.Remove(text, origins);
        text = Quotation.Remove(text, origins);
        return Ascii.IsValid(text) ? text : UnicodeFolding.Fold(text, origins);
    }

    private static bool IsNoSpace(char control) => control is not ('\n' or '\r' or '\t');

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
