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
