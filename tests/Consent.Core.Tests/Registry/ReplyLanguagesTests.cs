using System.Text.RegularExpressions;
using Consent.Core.Registry;
using Consent.Core.Tests.Texts;
using Consent.Core.Texts;

namespace Consent.Core.Tests.Registry;

public sealed class ReplyLanguagesTests
{
    public static TheoryData<string> Tags { get; } = ["en", .. KeywordLanguage.All];

    [Theory]
    [MemberData(nameof(Tags))]
    public void Find_LanguageOfAKeyword_NamesTheBusinessAndKeywordsThatAreRead(string tag)
    {
        var language = ReplyLanguages.Find(tag)!;

        Assert.StartsWith("{business}", language.Unsubscribed, StringComparison.Ordinal);
        Assert.Contains("{scope}", language.Unsubscribed, StringComparison.Ordinal);
        Assert.StartsWith("{business}", language.StillUnsubscribed, StringComparison.Ordinal);
        Assert.Equal([InboundKind.OptOut, InboundKind.Help], KindsOfKeywords(language.Subscribed));
        Assert.Equal([InboundKind.OptOut], KindsOfKeywords(language.Help));
        Assert.Equal([InboundKind.OptOut, InboundKind.OptIn], KindsOfKeywords(language.HelpWithStart));
        Assert.Equal([InboundKind.OptIn], KindsOfKeywords(language.ReplyStart));
        Assert.Equal([InboundKind.OptIn], KindsOfKeywords(language.TextStart));
        Assert.Equal([InboundKind.OptOut, InboundKind.OptIn], KindsOfKeywords(language.HelpByText));
        Assert.StartsWith("{business}", language.HelpByText, StringComparison.Ordinal);
        Assert.Contains("{reply_number}", language.TextStart, StringComparison.Ordinal);
        Assert.Contains("{reply_number}", language.HelpByText, StringComparison.Ordinal);
        Assert.Empty(KindsOfKeywords(language.ContactUs));
        Assert.StartsWith("{business}", language.StillSubscribed, StringComparison.Ordinal);
        Assert.Equal([InboundKind.OptOut, InboundKind.Help], KindsOfKeywords(language.StillSubscribed));
        Assert.All([language.Contact, language.HelpContact], contact =>
        {
            Assert.Contains("{contact}", contact, StringComparison.Ordinal);
            Assert.Empty(KindsOfKeywords(contact));
        });
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void Find_LanguageOfAKeyword_HasShortRepliesWithoutOtherBraces(string tag)
    {
        var language = ReplyLanguages.Find(tag)!;
        string[] replies =
        [
            $"{language.Unsubscribed} {language.ReplyStart}", $"{language.Unsubscribed} {language.ContactUs}",
            $"{language.StillUnsubscribed} {language.ReplyStart}", language.Subscribed, language.Help, language.HelpWithStart,
            $"{language.HelpWithStart} {language.HelpContact}", $"{language.Unsubscribed} {language.Contact}",
            language.StillSubscribed, language.ThisNumber, language.Us, $"{language.Unsubscribed} {language.TextStart}",
            $"{language.HelpByText} {language.HelpContact}", $"{language.Help} {language.TextStart} {language.HelpContact}",
        ];

        Assert.All(replies, reply =>
        {
            var filled = ReplyText.Fill(reply, new ReplyValues("Acme", false, "+1 800 555 0100", "+15550001111"), language);
            Assert.InRange(filled.Length, 1, 200);
            Assert.DoesNotContain(filled, character => character is '{' or '}');
        });
    }

    [Theory]
    [InlineData("es-MX", "es"), InlineData("zh-Hant-TW", "zh"), InlineData("FR", "fr"), InlineData("pt-BR", "pt")]
    public void Find_NarrowerTag_IsItsLanguage(string tag, string language) =>
        Assert.Same(ReplyLanguages.Find(language), ReplyLanguages.Find(tag));

    [Theory]
    [InlineData(""), InlineData("xx"), InlineData("-"), InlineData("es_MX"), InlineData("xx-es")]
    public void Find_AnotherTag_IsNull(string tag) => Assert.Null(ReplyLanguages.Find(tag));

    private static InboundKind[] KindsOfKeywords(string reply) =>
        [.. Regex.Matches(reply, "[A-Z]{4,}").Select(word => Classifying.Read(word.Value).Kind).Order()];
}
