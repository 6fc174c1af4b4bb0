using System.Text;

namespace Consent.Core.Texts;

/// <summary>Follows a text's characters through Unicode normalization, which does not say where they came from.</summary>
internal static class FoldedOrigins
{
    internal static void Decompose(TextOrigins origins, string text, int decomposedLength)
    {
        var from = new List<Origin>(decomposedLength);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var end = at + rune.Utf16SequenceLength;
            var length = rune.ToString().Normalize(NormalizationForm.FormKD).Length;
            from.AddRange(Enumerable.Repeat(origins[at, end], length));
            at = end;
        }

        // Were they ever of another length, the explanation would be off by a letter; the reading is not.
        from.AddRange(Enumerable.Repeat(default(Origin), Math.Max(0, decomposedLength - from.Count)));
        origins.Replace([.. from]);
    }

    internal static void Compose(TextOrigins origins, int plainLength, string composed)
    {
        var from = new List<Origin>(composed.Length);
        var at = 0;
        foreach (var rune in composed.EnumerateRunes())
        {
            // A letter is what its parts were.
            var parts = rune.ToString().Normalize(NormalizationForm.FormD).Length;
            var end = Math.Min(at + parts, plainLength);
            from.AddRange(Enumerable.Repeat(origins[Math.Min(at, end), end], rune.Utf16SequenceLength));
            at = end;
        }

        origins.Replace([.. from]);
    }
}
