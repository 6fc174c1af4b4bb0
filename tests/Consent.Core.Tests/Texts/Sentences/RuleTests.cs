using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts.Sentences;

/// <summary>What each rule is called in <c>Matched</c>, which goes into the ledger: a name stays. docs/texts.md lists them.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("stop texting me", "object-is-messages"), InlineData("cancel these texts", "object-is-messages")]
    [InlineData("stop these messages, I have a plumber", "object-is-messages"), InlineData("quit messaging me", "object-is-messages")]
    [InlineData("help me stop these texts", "object-is-messages"), InlineData("these texts have to stop", "object-is-messages")]
    public void Classify_EndingTheMessages_NamesTheRule(string body, string rule) => Assert.Equal(OptOut(rule), Read(body));

    [Theory]
    [InlineData("take me off your list", "object-is-list"), InlineData("remove me", "object-is-list")]
    [InlineData("remove my number", "object-is-number"), InlineData("lose my number", "object-is-number")]
    [InlineData("I revoke my consent", "object-is-consent"), InlineData("cancel my subscription", "object-is-consent")]
    [InlineData("I do not consent to these messages", "object-is-consent")]
    public void Classify_EndingListNumberOrConsent_NamesTheRule(string body, string rule) => Assert.Equal(OptOut(rule), Read(body));

    [Theory]
    [InlineData("don't text me again", "no-sending"), InlineData("no more messages please", "no-sending")]
    [InlineData("never contact me again", "no-sending"), InlineData("I don't want these messages", "unwanted")]
    [InlineData("leave me alone", "leave-alone")]
    public void Classify_NoMoreSending_NamesTheRule(string body, string rule) => Assert.Equal(OptOut(rule), Read(body));

    [Theory]
    [InlineData("unsubscribe me", "unsubscribe"), InlineData("how can I unsubscribe", "unsubscribe")]
    [InlineData("I want to unsubscribe", "unsubscribe"), InlineData("How do I opt out?", "opt-out")]
    [InlineData("please opt me out", "opt-out")]
    public void Classify_QuestionOrWishToUnsubscribeOrOptOut_NamesTheRule(string body, string rule) =>
        Assert.Equal(OptOut(rule), Read(body));

    [Theory]
    [InlineData("STOP please"), InlineData("stop. thank you"), InlineData("STOP STOP STOP"), InlineData("stop it!")]
    [InlineData("please cancel"), InlineData("S T O P please"), InlineData("🛑🛑"), InlineData("🛑 please")]
    public void Classify_KeywordAmongCourtesy_NamesTheRule(string body) => Assert.Equal(OptOut("courtesy"), Read(body));

    [Theory]
    [InlineData("STOP START"), InlineData("HELP STOP"), InlineData("stop end please")]
    public void Classify_SeveralKeywords_NamesTheRule(string body) => Assert.Equal(OptOut("several-keywords"), Read(body));

    [Theory]
    [InlineData("I told you to stop", "said-stop"), InlineData("I texted STOP", "said-stop")]
    [InlineData("STOP. Who is this?", "stop-clause"), InlineData("I have a plumber, please stop", "stop-clause")]
    [InlineData("wrong number", "wrong-number"), InlineData("you have the wrong person", "wrong-number")]
    [InlineData("arrêtez de m'écrire", "french"), InlineData("déjeme en paz", "spanish")]
    [InlineData("stpo", "slip"), InlineData("$t0p", "slip"), InlineData("unsubcribe", "slip")]
    public void Classify_OtherOptOut_NamesTheRule(string body, string rule) => Assert.Equal(OptOut(rule), Read(body));

    [Theory]
    [InlineData("stop right away bro man", "stop-in-front"), InlineData("stop mom", "stop-in-front")]
    [InlineData("QUIT ACME", "stop-in-front"), InlineData("STOP Zoltan Kowalski", "stop-in-front")]
    [InlineData("stop no longer needed", "stop-in-front"), InlineData("i moved stop", "stop-at-end")]
    [InlineData("Acme Plumbing STOP", "stop-at-end"), InlineData("Zenith Heating and Air STOP", "stop-at-end")]
    public void Classify_StopAndNothingThatIsToStop_NamesTheRule(string body, string rule) => Assert.Equal(OptOut(rule), Read(body));

    [Theory]
    [InlineData("not interested", "not-interested"), InlineData("STOP 12345", "keyword-and-number")]
    [InlineData("stop2", "keyword-and-number"), InlineData("✋", "raised-hand"), InlineData("✋🏽", "raised-hand")]
    [InlineData("make it stop", "complaint"), InlineData("fuck off", "abuse"), InlineData("🖕", "abuse")]
    [InlineData("stop lol", "stop-in-front"), InlineData("stop pizza", "stop-in-front"), InlineData("pizza stop", "stop-at-end")]
    [InlineData("STOP Acme", "stop-in-front"), InlineData("stop acme", "stop-in-front"), InlineData("Pizza STOP", "stop-at-end")]
    [InlineData("Acme Plumbing stop", "stop-at-end"), InlineData("🖕🏻🖕🏻", "abuse")]
    public void Classify_Perhaps_NamesTheRule(string body, string rule) =>
        Assert.Equal(new Classification(InboundKind.PossibleOptOut, rule), Read(body));

    [Theory]
    [InlineData("🛑👍"), InlineData("✋✋"), InlineData("Non. Arrêt"), InlineData("YES"), InlineData("help please")]
    [InlineData("stop\nby after 5"), InlineData("🛑\uD83D�🛑")]
    public void Classify_Doubtful_IsNone(string body) => Assert.Equal(new Classification(InboundKind.None, ""), Read(body));

    [Theory]
    [InlineData("enough please", "courtesy"), InlineData("please no thanks now", "courtesy"), InlineData("ENOUGH HELP", "several-keywords")]
    public void Classify_OwnKeywordAmongCourtesy_IsOptOut(string body, string rule) =>
        Assert.Equal(OptOut(rule), TextClassifier.Classify(body, new(["enough", "no thanks"], ["yes"], [])));

    [Theory]
    [InlineData("yes please"), InlineData("please yes"), InlineData("I said yes"), InlineData("what please")]
    public void Classify_OwnOptInOrHelpAmongCourtesy_IsNone(string body) =>
        Assert.Equal(InboundKind.None, TextClassifier.Classify(body, new([], ["yes"], ["what"])).Kind);
}
