using Consent.Core.Texts;
using Consent.Core.Texts.Sentences;

namespace Consent.Core.Tests.Texts.Sentences;

/// <summary>Which words of a text decided, and which rule took a match back: what ClassifyText explains.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("Hi there, stop texting me please", "stop texting")]
    [InlineData("Take me off your list, thanks", "Take me off your list")]
    [InlineData("stop bro man", "stop bro man")]
    [InlineData("I sold it. STOP. Thanks", "STOP")]
    [InlineData("please stop", "please stop")]
    [InlineData("stpo", "stpo")]
    [InlineData("not interested, sorry", "not interested")]
    [InlineData("stop texting me\nJane", "stop texting")]
    public void Classify_NotNone_TellsTheWordsThatDecided(string body, string words)
    {
        var found = PlainSentence.Classify(body, CompiledKeywords.Default, out var reading);

        Assert.NotEqual(InboundKind.None, found.Kind);
        Assert.Equal((words, null), (body[reading.Start..reading.End], reading.TakenBackBy));
    }

    [Theory]
    [InlineData("please don't stop texting me", "stop texting", "negated")]
    [InlineData("did you stop texting?", "stop texting", "asked-about")]
    [InlineData("tell him to stop texting", "stop texting", "another-person")]
    [InlineData("I'll stop texting", "stop texting", "own-messages")]
    [InlineData("I don't text", "don't text", "no-command")]
    [InlineData("Don't call me, text me", "Don't call me", "asks-for-texts")]
    [InlineData("there are no more messages", "no more messages", "none-there")]
    [InlineData("I gave you the wrong number", "wrong number", "other-number")]
    [InlineData("stop the leak", "stop", "other-object")]
    [InlineData("Please cancel my order", "cancel", "other-object")]
    [InlineData("Can I cancel?", "cancel", "asked-about")]
    [InlineData("I need to cancel", "cancel", "in-sentence")]
    [InlineData("you unsubscribed me", "unsubscribed me", "past")]
    [InlineData("at the end of my texts", "end of my texts", "noun")]
    public void Classify_TakenBack_TellsTheWordsAndTheRule(string body, string words, string rule)
    {
        var found = PlainSentence.Classify(body, CompiledKeywords.Default, out var reading);

        Assert.Equal(InboundKind.None, found.Kind);
        Assert.Equal((words, rule), (body[reading.Start..reading.End], reading.TakenBackBy));
    }

    [Theory]
    [InlineData("See you at 5")]
    [InlineData("thanks")]
    [InlineData("")]
    public void Classify_NothingThatMatches_TellsOfNoWords(string body)
    {
        PlainSentence.Classify(body, CompiledKeywords.Default, out var reading);

        Assert.Equal((0, 0, null), (reading.Start, reading.End, reading.TakenBackBy));
    }
}
