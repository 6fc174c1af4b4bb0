using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Core.Texts;

namespace Consent.Core.Tests.Registry;

/// <summary>A reply of ours that a customer sends back is no text of theirs.</summary>
public sealed class OwnRepliesTests
{
    private static readonly Account Plain = new() { Id = AccountId.Parse("acme"), DisplayName = "Acme Plumbing" };

    // Of a sender that cannot be texted.
    private static readonly ReplyWay[] ByText =
    [
        new(SenderNumber.Parse("+15550001111"), IsReply: false, TakesStop: true),
        new(SenderNumber.Parse("24273"), IsReply: false, TakesStop: true),
        new(SenderNumber.Parse("+15550001111"), IsReply: false, TakesStop: false),
    ];

    public static TheoryData<string, string> BuiltIn()
    {
        var replies = new TheoryData<string, string>();
        foreach (var language in KeywordLanguage.All.Prepend(""))
        {
            foreach (var policy in new[] { ResubscribePolicy.CustomerStart, ResubscribePolicy.ManualReactivation })
            {
                foreach (var contact in new[] { "", "555-0100" })
                {
                    var account = Plain with { ResubscribePolicy = policy, SupportContact = contact };
                    foreach (var reply in All(Replying.Of(account, isOfAccount: policy == ResubscribePolicy.CustomerStart, language)))
                    {
                        replies.Add(language, reply);
                    }

                    foreach (var way in ByText)
                    {
                        foreach (var reply in All(ReplyText.Of(account, isOfAccount: false, way, language)))
                        {
                            replies.Add(language, reply);
                        }
                    }
                }
            }
        }

        return replies;
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Classify_BuiltInReplySentBack_IsNone(string language, string reply)
    {
        Assert.True(TextClassifier.Classify(reply, CompiledAccount.Of(Plain).Keywords).Kind == InboundKind.None, $"{language}: {TextClassifier.Classify(reply, CompiledAccount.Of(Plain).Keywords)}");
        Assert.Equal(InboundKind.None, TextClassifier.Classify(reply, CompiledAccount.KeywordsOfNone).Kind);
    }

    [Theory]
    [InlineData("Acme Plumbing: bye for now, we won't bother you. Text BACK to return.")]
    [InlineData("acme plumbing: BYE for now, we won't bother you. text back to return.")]
    [InlineData("Acme Plumbing: you have left. Stop texting us back.")]
    [InlineData("Acme Plumbing : vous ne recevez plus rien de nous, arrêtez.")]
    [InlineData("Hi. Acme Plumbing: you have left. Stop texting us back.")]
    [InlineData("Acme Plumbing: see you at 9. Reply NOMORE to leave.")]
    [InlineData("it says reply NOMORE to unsubscribe, what is that?")]
    public void Classify_OwnReplySentBack_IsNone(string body) => Assert.Equal(InboundKind.None, Classify(body).Kind);

    [Theory]
    [InlineData("Acme Plumbing: bye for now, we won't bother you. Stop texting me")]
    [InlineData("Reply NOMORE to leave")]
    [InlineData("reply NOMORE")]
    [InlineData("NOMORE to 24273")]
    [InlineData("NOMORE")]
    public void Classify_OwnWordsOrInstructionAlone_IsOptOut(string body) => Assert.Equal(InboundKind.OptOut, Classify(body).Kind);

    [Fact]
    public void Classify_ReplyThatOnlyTellsHowToStop_IsOptOut() =>
        Assert.Equal(InboundKind.OptOut, Classify("Reply NOMORE to leave these messages at any time").Kind);

    private static Classification Classify(string body) => TextClassifier.Classify(
        body,
        CompiledAccount.Of(Plain with
        {
            Keywords = new OwnKeywords { OptOut = ["nomore"], OptIn = ["back"] },
            Replies = new ReplyTemplates
            {
                OptOutConfirmation = "{business}: bye for now, we won't bother you. Text BACK to return.",
                OptInConfirmation = "{business}: you have left. Stop texting us back.",
                Help = "Reply NOMORE to leave these messages at any time",
            },
            RepliesByLanguage = new RepliesByLanguage
            {
                All = [new LanguageReplies("fr", new ReplyTemplates { OptOutConfirmation = "{business} : vous ne recevez plus rien de nous, arrêtez." })],
            },
        }).Keywords);

    private static IEnumerable<string> All(ReplyTexts texts) =>
        new[] { texts.OptOutConfirmation, texts.OptInConfirmation, texts.Help, texts.HowToReturn, texts.StillSubscribed }.Distinct();
}
