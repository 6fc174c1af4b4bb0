using Consent.Core.Texts;
using Consent.Core.Texts.Sentences;
using CsCheck;

namespace Consent.Core.Tests.Texts.Sentences;

/// <summary>Time is linear in the length of the text: by looks at words, not by the clock.</summary>
public sealed class StepsTests
{
    // Looks for each character of the text. An ordinary text takes about 2.
    private const int MaxSteps = 80;

    private static readonly string[] Words =
        [.. Vocabulary.AllForms.Where(form => form.Length < 7), ".", "?", "\n", "🛑", "x"];

    public static TheoryData<string> Repeated { get; } =
    [
        "stop ", "stop the ", "please ", "don't ", "don't want to receive ", "stop please just now ", "never not no ",
        "remove me from your ", "texts have to just now please ", "I said to ", "wrong number ", "you the wrong number ",
        "stop sending me the text ", "halt light ", "ne me ", "no me ", "a ", "s-t-o-p-", "o'", ".,", "\n\n", "🛑", "*", "ooooooo",
        "text end to ", "you ", "(end) ", "from: ", "não me ", "не ", "不要", "لا ", "stop stop the leak ", "не надо stop the ",
        "quit quit the the the the the the the the ", "take off opt out do not no more phone number ",
    ];

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Classify_HostileText_TakesStepsInProportion(string repeated)
    {
        for (var length = 100; length <= TextNormalizer.MaxLength; length += 100)
        {
            var text = string.Concat(Enumerable.Repeat(repeated, 1 + (length / repeated.Length)))[..length];

            Assert.InRange(StepsOf(text), 0, MaxSteps * length);
        }
    }

    [Fact]
    public void Classify_AnyWords_TakesStepsInProportion() =>
        Gen.OneOf(Words).Array[1, 300].Select(words => string.Join(' ', words)).Sample(
            text => StepsOf(text) <= MaxSteps * text.Length,
            iter: 5_000);

    private static int StepsOf(string text)
    {
        PlainSentence.Classify(text, CompiledKeywords.Default, out var reading);
        return reading.Steps;
    }
}
