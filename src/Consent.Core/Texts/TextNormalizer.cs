using System.Text;

namespace Consent.Core.Texts;

/// <summary>Brings a text into the form that the rules read. Case is kept, which tells a name from a word.</summary>
internal static class TextNormalizer
{
    internal static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> body)
    {
        var text = Quotation.Remove(Cut(body));
        return Ascii.IsValid(text) ? text : UnicodeFolding.Fold(text);
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> body)
    {
        if (body.Length <= TextClassifier.MaxLength)
        {
            return body;
        }

        var splitsPair = char.IsSurrogatePair(body[TextClassifier.MaxLength - 1], body[TextClassifier.MaxLength]);
        return body[..(splitsPair ? TextClassifier.MaxLength - 1 : TextClassifier.MaxLength)];
    }
}
