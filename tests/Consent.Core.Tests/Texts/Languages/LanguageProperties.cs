using Consent.Core.Texts;
using Consent.Core.Texts.Languages;
using CsCheck;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts.Languages;

public sealed class LanguageProperties
{
    // Looks at a word for each character of the text, by all languages and the rules for English together.
    private const int MaxSteps = 400;

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf([.. ForeignText.Signs]),
        Gen.OneOf(
            "não", "退订", "不要", "再", "문자", "그만", "توقف", "ـ", "لا", "стоп", "не", "đừng", "huy", ".", "?",
            "\n", "🛑", "\uD83D", "'", "-", "\u0301"));

    private static readonly Gen<string> Text =
        Gen.Select(Piece, Gen.OneOf("", " ", " ", " ")).Select(pair => pair.Item1 + pair.Item2)
            .Array[0, 60].Select(string.Concat);

    [Fact]
    public void Classify_AnyWordsOfAnyLanguages_IsNeitherOptInNorHelp() =>
        Text.Sample(
            text => Read(text).Kind is not (InboundKind.OptIn or InboundKind.Help), iter: 10_000);

    [Fact]
    public void Classify_AnyCharacters_DoesNotThrow() =>
        Gen.OneOf(
            Gen.Char.Array[0, 100].Select(chars => new string(chars)),
            Gen.Char['\u0000', '\u06FF'].Array[0, 100].Select(chars => new string(chars)),
            Gen.Char['\u3000', '\uD7FF'].Array[0, 100].Select(chars => new string(chars)))
            .Sample(text => Read(text).Kind != InboundKind.Unspecified, iter: 10_000);

    [Fact]
    public void Classify_AnyWordsOfAnyLanguages_TakesStepsInProportion() =>
        Text.Select(text => text + text + text).Sample(
            text =>
            {
                ForeignText.Classify(text, out var steps);
                return steps <= MaxSteps * text.Length;
            },
            iter: 3_000);

    [Theory]
    [InlineData("não me mande mais mensagens"), InlineData("no me manden más mensajes")]
    [InlineData("ne m'envoyez plus de messages"), InlineData("Bitte keine Nachrichten mehr")]
    [InlineData("non mandatemi più messaggi"), InlineData("không muốn nhận tin nhắn nữa")]
    [InlineData("huwag na po kayong mag-text"), InlineData("не пишите мне больше"), InlineData("لا ترسل لي رسائل")]
    [InlineData("不要再给我发短信"), InlineData("문자 보내지 마세요"), InlineData("pa voye mesaj ban mwen ankò")]
    public void Classify_RefusalInCapitalsWithoutAccentsOrBetweenMarks_MeansTheSame(string body)
    {
        Assert.Equal(InboundKind.OptOut, Read(body).Kind);
        Assert.Equal(Read(body), Read(body.ToUpperInvariant()));
        Assert.Equal(Read(body), Read(body.Normalize(System.Text.NormalizationForm.FormD)));
        Assert.Equal(Read(body), Read($"\"{body}!!!\" 😡"));
        Assert.Equal(Read(body), Read($"{body}\n\nPat Doe"));
    }
}
