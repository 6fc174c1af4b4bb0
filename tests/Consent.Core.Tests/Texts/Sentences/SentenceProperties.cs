using System.Text;
using Consent.Core.Texts;
using Consent.Core.Texts.Sentences;
using CsCheck;
using Words = Consent.Core.Texts.Sentences.Word;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts.Sentences;

public sealed class SentenceProperties
{
    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.OneOf([.. Vocabulary.AllForms.Where(form => form.All(char.IsAsciiLetter))]),
        Gen.OneOf(DefaultKeywords.OptIn),
        Gen.OneOf("monday", "sink", "3pm", "12345", "Jane", "don't", "I'm"));

    private static readonly Gen<string> Sentence = Word.Array[2, 12].Select(words => string.Join(' ', words));

    private static readonly Gen<string> PlainOptOut = Gen.OneOf(
        "stop texting me", "please stop", "take me off your list", "I don't want these messages", "how do i opt out",
        "wrong number", "remove my number", "leave me alone", "stop please", "no me mande mas mensajes");

    [Fact]
    public void Classify_SentenceAroundAnOptIn_IsOptInOnlyByCourtesy() =>
        Gen.Select(Sentence, Gen.OneOf(DefaultKeywords.OptIn), Gen.OneOf(" ", ". ", ", ", "! ", "\n", " - ", "? "), Gen.Bool)
            .Sample((words, optIn, joint, first) =>
                IsNoOptInButByCourtesy(first ? optIn + joint + words : words + joint + optIn), iter: 20_000);

    [Fact]
    public void Classify_AnySentence_IsNeitherOptInNorHelp() =>
        Sentence.Sample(words => Read(words).Kind != InboundKind.Help && IsNoOptInButByCourtesy(words), iter: 20_000);

    [Fact]
    public void Classify_NotNone_SaysWhatMatched() =>
        Sentence.Sample(words => (Read(words).Kind == InboundKind.None) == (Read(words).Matched.Length == 0), iter: 5_000);

    [Fact]
    public void Classify_SentenceInAnyCase_MeansTheSame() =>
        Gen.Select(PlainOptOut, Gen.Bool.Array[40]).Sample((body, upper) =>
            Read(string.Concat(body.Select((c, i) => upper[i] ? char.ToUpperInvariant(c) : c))) == Read(body));

    [Fact]
    public void Classify_SentenceWithAnySpaces_MeansTheSame() =>
        Gen.Select(PlainOptOut, Gen.OneOf("  ", "\t", "\u00A0", "\u3000", " \u200B")).Sample((body, space) =>
            Read(body.Replace(" ", space, StringComparison.Ordinal)) == Read(body));

    [Fact]
    public void Classify_SentenceBetweenPunctuationOrEmoji_MeansTheSame()
    {
        var around = Gen.OneOf(" ", ".", "!", "...", "\"", "“", "😡", "👍🏽", "❤️", "*", "\n").Array[0, 5].Select(string.Concat);
        Gen.Select(around, PlainOptOut, around).Sample((before, body, after) => Read(before + body + after) == Read(body));
    }

    [Fact]
    public void Classify_SentenceInAnyUnicodeForm_MeansTheSame()
    {
        var form = Gen.OneOf(
            NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD);
        Gen.Select(PlainOptOut, Gen.Char['\u0300', '\u0304'].Array[40], Gen.Bool, form).Sample((body, accents, wide, form) =>
            Read(string.Concat(body.Select((c, i) => char.IsAsciiLetter(c) ? $"{(wide ? (char)(c + 0xFEE0) : c)}{accents[i]}" : $"{c}"))
                .Normalize(form)) == Read(body));
    }

    [Fact]
    public void Classify_SentenceAboveASignature_MeansTheSame() =>
        Gen.Select(PlainOptOut, Gen.OneOf("Jane", "John Smith", "- jane", "Sent from my iPhone", "~J"), Gen.OneOf("\n", "\r\n", "\n\n"))
            .Sample((body, signature, lineBreak) => Read(body + lineBreak + signature).Kind == InboundKind.OptOut);

    [Fact]
    public void Classify_KeywordBetweenCourtesy_IsOptOut()
    {
        var courtesy = Gen.OneOf("please", "pls", "thanks", "thank you", "ok", "now", "just", "it", "I said", "plz").Array[0, 3];
        Gen.Select(courtesy, Gen.OneOf(DefaultKeywords.OptOut), courtesy).Sample((before, keyword, after) =>
            (keyword == "quit" && before.Contains("it")) // "It quit" tells of a machine.
            || Read(string.Join(' ', [.. before, keyword, .. after])).Kind == InboundKind.OptOut);
    }

    [Fact]
    public void Classify_AnyString_DoesNotThrow() =>
        Gen.OneOf(
            Gen.Char.Array[0, 200].Select(chars => new string(chars)),
            Gen.Char['\0', '\u00FF'].Array[0, 200].Select(chars => new string(chars)),
            Gen.OneOf(Word, Gen.OneOf("-", "'", "*", "#", "\n", "🛑", "\uD83D", "\u0301", "$", " ")).Array[0, 400].Select(string.Concat))
            .Sample(body => Read(body).Kind != InboundKind.Unspecified, iter: 20_000);

    private static bool IsNoOptInButByCourtesy(string body) =>
        Read(body).Kind != InboundKind.OptIn
        || body.Replace("thank you", "thanks", StringComparison.OrdinalIgnoreCase).Split([' ', '.', ',', '!', '?', '-', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Count(word => Vocabulary.Find(word.ToCharArray()) is not (Words.Please or Words.Courtesy)) == 1;
}
