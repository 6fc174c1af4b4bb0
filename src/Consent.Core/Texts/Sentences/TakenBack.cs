namespace Consent.Core.Texts.Sentences;

/// <summary>The names of the rules that take a match back. They explain a text that means nothing.</summary>
internal static class TakenBack
{
    /// <summary>don't stop texting me</summary>
    internal const string Negated = "negated";

    /// <summary>did you stop texting?</summary>
    internal const string AskedAbout = "asked-about";

    /// <summary>you unsubscribed me; I opted out by accident</summary>
    internal const string Past = "past";

    /// <summary>my son won't stop texting; I told him to stop</summary>
    internal const string AnotherPerson = "another-person";

    /// <summary>I'll stop texting you; cancel the texts I sent</summary>
    internal const string OwnMessages = "own-messages";

    /// <summary>the end of the month</summary>
    internal const string Noun = "noun";

    /// <summary>why don't you text me</summary>
    internal const string NoCommand = "no-command";

    /// <summary>don't call me, text me</summary>
    internal const string AsksForTexts = "asks-for-texts";

    /// <summary>don't call me, I'm in a meeting</summary>
    internal const string Occasion = "occasion";

    /// <summary>no more messages from the app</summary>
    internal const string OtherSource = "other-source";

    /// <summary>there are no more messages</summary>
    internal const string NoneThere = "none-there";

    /// <summary>I gave you the wrong number</summary>
    internal const string OtherNumber = "other-number";

    /// <summary>the words are in the middle of a sentence about something different</summary>
    internal const string InSentence = "in-sentence";

    /// <summary>stop the leak; cancel my appointment</summary>
    internal const string OtherObject = "other-object";
}
