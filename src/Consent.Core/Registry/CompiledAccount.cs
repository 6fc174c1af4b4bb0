using Consent.Core.Texts;
using Consent.Core.Texts.Instructions;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>An account, compiled once to read its customers' texts.</summary>
public sealed class CompiledAccount
{
    private static readonly CompiledKeywords DefaultExact = new([], [], [], KeywordMatching.Exact);
    private static readonly KnownReplies? BuiltInReplies = KnownReplies.Of(ReplyLanguages.All.SelectMany(ReplyText.Parts));

    private CompiledAccount(Account account, CompiledKeywords keywords) => (Account, Keywords) = (account, keywords);

    /// <summary>Gets the keywords by which texts to a sender of no account are read.</summary>
    public static CompiledKeywords KeywordsOfNone { get; } = new([], [], [], builtInReplies: BuiltInReplies);

    public Account Account { get; }

    /// <summary>Gets the keywords by which this account's texts are read.</summary>
    public CompiledKeywords Keywords { get; }

    public ResubscribePolicy ResubscribePolicy => Account.ResubscribePolicy;

    public static CompiledAccount Of(Account account) => new(account, KeywordsOf(account));

    private static CompiledKeywords KeywordsOf(Account account)
    {
        if (account.Keywords == OwnKeywords.None && account.KeywordMatching == KeywordMatching.Exact)
        {
            return DefaultExact;
        }

        var (optOut, optIn, help) = (account.Keywords.OptOut, account.Keywords.OptIn, account.Keywords.Help);
        string[] names = [account.DisplayName, account.ProductName];
        return new CompiledKeywords(optOut, optIn, help, account.KeywordMatching, names, KnownReplies.Of(RepliesOf(account)), BuiltInReplies);
    }

    private static IEnumerable<string> RepliesOf(Account account) =>
        account.RepliesByLanguage.All.Select(replies => replies.Templates).Prepend(account.Replies)
            .SelectMany(replies => new[] { replies.OptOutConfirmation, replies.OptInConfirmation, replies.Help })
            .SelectMany(ReplyText.Parts);
}
