using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Storage.Replicas;

namespace Consent.Storage.Tests.Registry;

public sealed class StoredAccountTests
{
    // As 0.1.0 wrote it.
    private const string Former =
        """
        {"id":"acme","displayName":"Acme","productName":"","resubscribePolicy":1,"keywordMatching":1,
        "keywords":{"optOut":["basta"],"optIn":[],"help":[]},
        "replies":{"optOutConfirmation":"","optInConfirmation":"","help":"call"},"revision":2}
        """;

    [Fact]
    public void ReadEntry_OfAFormerBuild_HasTheDefaultsOfWhatItDidNotHave() => Assert.Equal(
        new RosterChange(Account: new Account
        {
            Id = AccountId.Parse("acme"),
            DisplayName = "Acme",
            Keywords = new OwnKeywords { OptOut = ["basta"] },
            Replies = new ReplyTemplates { Help = "call" },
            Revision = 2,
        }),
        RegistryRows.ReadEntry((int)RegistryEntryKind.AccountPut, Former));

    [Fact]
    public void ReadEntry_OfALaterBuild_LeavesOutWhatIsUnknown() => Assert.Equal(
        RegistryRows.ReadEntry((int)RegistryEntryKind.AccountPut, Former),
        RegistryRows.ReadEntry((int)RegistryEntryKind.AccountPut, Former.Replace("\"revision\"", "\"later\":{},\"revision\"", StringComparison.Ordinal)));
}
