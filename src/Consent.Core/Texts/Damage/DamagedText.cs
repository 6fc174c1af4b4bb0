using System.Buffers;

namespace Consent.Core.Texts.Damage;

/// <summary>Undoes what gateways and programs do to a text on its way: wrong encodings and mark-up.</summary>
internal static class DamagedText
{
    // A text without any of these is not damaged.
    private static readonly SearchValues<char> Signs = SearchValues.Create(
        [
            '\0', '<', '&', '=', '@', '\uFFFD', .. UnclearLetters.Controls,
            .. Enumerable.Range(Mojibake.FirstLead, Mojibake.LastLead - Mojibake.FirstLead + 1).Select(code => (char)code),
        ]);

    internal static ReadOnlySpan<char> Repair(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        if (!text.ContainsAny(Signs) && !UnclearLetters.HasQuestionInWord(text))
        {
            return text;
        }

        text = WideCharacters.Join(text, origins);
        text = Mojibake.Decode(text, origins);
        text = QuotedPrintable.Decode(text, origins);
        text = Markup.Remove(text, origins);
        return UnclearLetters.Clear(text, origins);
    }
}
