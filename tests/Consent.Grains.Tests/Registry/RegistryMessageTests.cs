using Consent.Core.Texts;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Registry;
using Consent.Grains.Tests.Clusters;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Consent.Grains.Tests.Registry;

/// <summary>What travels between servers arrives as it was sent.</summary>
public abstract class RegistryMessageTests(GrainsCluster cluster)
{
    [Fact]
    public void RoundTrip_OfMessages_IsEqual()
    {
        var account = cluster.NewAccount() with
        {
            ProductName = "Pipes",
            ResubscribePolicy = ResubscribePolicy.ManualReactivation,
            KeywordMatching = KeywordMatching.Exact,
            Keywords = new OwnKeywords { OptOut = ["fora"], OptIn = ["sí"], Help = ["🔧 help"] },
            Replies = new ReplyTemplates { OptOutConfirmation = "a", OptInConfirmation = "b", Help = "c" },
            SupportContact = "d",
            RepliesByLanguage = new RepliesByLanguage { All = [new LanguageReplies("fr", new ReplyTemplates { Help = "é" })] },
            Revision = 7,
        };
        var sender = cluster.NewSender() with { DisplayName = "Front", ReplyNumber = SenderNumber.Parse("24273"), Revision = 3 };

        AssertRoundTrips(new AccountPut(account, 6, RegistryClient.Now, "admin"));
        AssertRoundTrips(new SenderPut(sender, null, RegistryClient.Now));
        AssertRoundTrips(new PutOutcome<Account>(PutStatus.Changed, account));
        AssertRoundTrips(new PutOutcome<Sender>(PutStatus.RevisionConflict, null));
    }

    private void AssertRoundTrips<T>(T message)
    {
        var serializer = cluster.Services.GetRequiredService<Serializer>();
        Assert.Equal(message, serializer.Deserialize<T>(serializer.SerializeToArray(message)));
    }
}
