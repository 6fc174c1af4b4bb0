using Consent.Core.Texts;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>An account, compiled once to read its customers' texts.</summary>
public sealed class CompiledAccount
{
    private static readonly CompiledKeywords DefaultExact = new([], [], [], KeywordMatching.Exact);

    private CompiledAccount(Account account, CompiledKeywords keywords) => (Account, Keywords) = (account, keywords);

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
        return new CompiledKeywords(optOut, optIn, help, account.KeywordMatching, names);
    }
}
