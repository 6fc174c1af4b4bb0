using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using static Consent.V1.ConsentSource;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;
using SenderKind = Consent.Core.Registry.SenderKind;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>What no START can lift is lifted at the customer's request, by web form or phone call; nothing else is.</summary>
[Collection(OneHost.Name)]
public sealed class ReactivationTests(SharedHost host)
{
    private const string AtRequest =
        "No number takes a START here. The business reactivates the customer at the customer's documented request, by web form or "
        + "phone call.";

    private readonly Minutes _minutes = new();

    [Theory]
    [InlineData(WebForm)]
    [InlineData(PhoneCall)]
    public async Task Reactivate_ANameThatIsNotRegistered_LiftsByFormOrCall(ConsentSource source)
    {
        var name = host.NewPair($"LOST {(int)source}");
        await host.Client.RecordOptOutAsync(name.OptOut());
        Assert.Equal(AtRequest, (await name.StatusAsync()).ResubscribeHint);

        var answer = await host.Client.ReactivateAsync(Reactivation(name, source));

        Assert.Equal(
            (true, ConsentState.Subscribed, source), (answer.Applied, answer.Record.State, answer.Record.Source));
        Assert.Equal(DecisionReason.Resubscribed, (await name.CheckAsync()).Reason);
        var entry = await host.Ledger.EntryAsync(answer.LedgerPosition);
        Assert.Equal<object?>([(long)source, "operator-7", "call 12"], [entry["source"], entry["actor"], entry["evidence"]]);
    }

    [Theory]
    [InlineData(Unspecified)]
    [InlineData(Operator)]
    [InlineData(Email)]
    [InlineData(PostalMail)]
    public async Task Reactivate_AnotherSourceOfWhatNoStartLifts_SaysWhichAreAccepted(ConsentSource source)
    {
        var name = host.NewPair("LOST");
        await host.Client.RecordOptOutAsync(name.OptOut());
        var before = await host.Ledger.SizeAsync();

        var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(Reactivation(name, source)));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.SourceNotAccepted), (refusal.Status, refusal.Reason));
        var violation = Assert.Single(refusal.BadRequest!.FieldViolations);
        Assert.Equal(("source", $"source must be WEB_FORM or PHONE_CALL. {AtRequest}"), (violation.Field, violation.Description));
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Theory]
    [InlineData(InboundSms)]
    [InlineData(Import)]
    [InlineData((ConsentSource)99)]
    public async Task Reactivate_ASourceOfNoReactivation_IsRefusedUnderEachPolicy(ConsentSource source)
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        foreach (var pair in new[] { host.NewPair("LOST"), business.To(business.Engage) })
        {
            var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(Reactivation(pair, source)));

            Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
            Assert.Equal(source == (ConsentSource)99 ? ErrorReason.EnumUnknown : ErrorReason.SourceNotAccepted, refusal.Reason);
        }
    }

    [Theory]
    [InlineData(Unspecified, Operator)]
    [InlineData(Operator, Operator)]
    [InlineData(WebForm, WebForm)]
    [InlineData(PhoneCall, PhoneCall)]
    [InlineData(Email, Email)]
    [InlineData(PostalMail, PostalMail)]
    public async Task Reactivate_UnderManualReactivation_HasTheSourceGiven(ConsentSource given, ConsentSource recorded)
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await business.To(business.Engage).TextAsync("STOP", _minutes.Next());

        var answer = await host.Client.ReactivateAsync(Reactivation(business.To(business.Engage), given));

        Assert.Equal((true, recorded), (answer.Applied, answer.Record.Source));
    }

    [Theory]
    [InlineData(Unspecified)]
    [InlineData(WebForm)]
    [InlineData(PhoneCall)]
    public async Task Reactivate_WhatACustomerCanLiftByText_IsTheCustomers(ConsentSource source)
    {
        var business = await RegisterAsync();
        await business.PutSenderAsync(business.Name, SenderKind.Engage);
        foreach (var (sender, number) in new[] { (business.Engage, business.Engage), (business.Name, business.Standard) })
        {
            await host.Client.RecordOptOutAsync(business.To(sender).OptOut());

            var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(Reactivation(business.To(sender), source)));

            Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.ResubscribeRequiresCustomer), (refusal.Status, refusal.Reason));
            Assert.EndsWith(
                $"The customer can resubscribe by texting START to {number} from their own phone.", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reactivate_AnAccountWithoutAStandardNumber_LiftsByFormUntilItHasOne()
    {
        var business = await RegisterAsync();
        await business.PutSenderAsync(business.Standard, SenderKind.Engage);
        await business.PutSenderAsync(business.OtherStandard, SenderKind.Engage);
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        Assert.Equal(AtRequest, (await business.StatusAsync()).ResubscribeHint);

        var answer = await host.Client.ReactivateAsync(
            new ReactivateRequest(business.Reactivation(_minutes.Next())) { Source = WebForm });

        Assert.Equal((true, business.Id, WebForm), (answer.Applied, answer.Record.AccountId, answer.Record.Source));
        Assert.Equal(Enumerable.Repeat(DecisionReason.Resubscribed, 4), await business.ReasonsAsync());

        await business.PutSenderAsync(business.Name, SenderKind.Standard, business.Engage);
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(
            new ReactivateRequest(business.Reactivation(_minutes.Next())) { Source = WebForm }));
        Assert.Equal(ErrorReason.ResubscribeRequiresCustomer, refusal.Reason);
        Assert.Contains($"texting START to {business.Engage} ", refusal.Message, StringComparison.Ordinal);
        await business.To(business.Engage).TextAsync("START", _minutes.Next());
        Assert.Equal(Enumerable.Repeat(DecisionReason.Resubscribed, 4), await business.ReasonsAsync());
    }

    private static ReactivateRequest Reactivation(Pair pair, ConsentSource source) =>
        new(pair.Reactivation(TimeProvider.System.GetUtcNow())) { Source = source };

    private Task<Business> RegisterAsync(ResubscribePolicy policy = ResubscribePolicy.CustomerStart) =>
        Business.RegisterAsync(host.Host, policy);
}
