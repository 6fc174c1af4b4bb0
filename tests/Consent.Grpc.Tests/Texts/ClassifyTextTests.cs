using Consent.Core.Texts;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Texts;

/// <summary>What RecordInbound would make of a text.</summary>
[Collection(OneHost.Name)]
public sealed class ClassifyTextTests(SharedHost host)
{
    [Theory]
    [InlineData("STOP", V1.InboundKind.OptOut, "stop")]
    [InlineData("  Opt-Out! ", V1.InboundKind.OptOut, "optout")]
    [InlineData("arrêt", V1.InboundKind.OptOut, "arret")]
    [InlineData("START", V1.InboundKind.OptIn, "start")]
    [InlineData("Help?", V1.InboundKind.Help, "help")]
    [InlineData("see you at 5", V1.InboundKind.None, "")]
    [InlineData("", V1.InboundKind.None, "")]
    [InlineData("\0", V1.InboundKind.None, "")]
    public async Task ClassifyText_OfAKind_SaysWhatDecided(string body, V1.InboundKind kind, string matched)
    {
        var answer = await host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = body });

        Assert.Equal((kind, matched, TextClassifier.RuleSet), (answer.Kind, answer.Matched, answer.RuleSet));
    }

    [Theory]
    [InlineData("😡😡 STOP!", 3, 4, "")]
    [InlineData("I sold the house. Please stop texting me", 25, 12, "")]
    [InlineData("Please don't stop texting me", 13, 12, "negated")]
    [InlineData("👍 to “Acme: see you at 9. Reply STOP to end”", 0, 44, "reaction")]
    [InlineData("see you at 5", 0, 0, "")]
    public async Task ClassifyText_AnyText_SaysWhichPartAndWhichRule(string body, int start, int length, string takenBackBy)
    {
        var answer = await host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = body });

        Assert.Equal((start, length, takenBackBy), (answer.MatchedStart, answer.MatchedLength, answer.TakenBackBy));
    }

    [Theory]
    [InlineData("STOP ALL", true)]
    [InlineData("STOP", false)]
    public async Task ClassifyText_OptOut_SaysWhetherItNamesAllNumbers(string body, bool ofAllNumbers)
    {
        var answer = await host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = body });

        Assert.Equal(ofAllNumbers, answer.OfAllNumbers);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("START")]
    [InlineData("HELP")]
    [InlineData("hello")]
    public async Task ClassifyText_AnyText_SaysWhatRecordInboundDoes(string body)
    {
        var classified = await host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = body });
        var recorded = await host.NewPair().TextAsync(body);

        Assert.Equal((recorded.Kind, recorded.Matched), (classified.Kind, classified.Matched));
    }

    [Fact]
    public async Task ClassifyText_AnyText_RecordsNothing()
    {
        var before = await host.Ledger.SizeAsync();

        await host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = "STOP" });
        await Refusal.OfAsync(host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = "STOP", AccountId = "acme" }));

        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task ClassifyText_AsLongAsAMessageMayBe_IsRead()
    {
        var answer = await host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = "STOP" + new string(' ', 1_000_000) });

        Assert.Equal(V1.InboundKind.OptOut, answer.Kind);
    }

    [Fact]
    public async Task ClassifyText_OfAnAccount_IsNotFound()
    {
        var refusal = await Refusal.OfAsync(
            host.Client.ClassifyTextAsync(new ClassifyTextRequest { Body = "STOP", AccountId = "acme" }));

        Assert.Equal((StatusCode.NotFound, ErrorReason.AccountNotFound), (refusal.Status, refusal.Reason));
        Assert.Equal("account_id", refusal.Info!.Metadata["field"]);
    }
}
