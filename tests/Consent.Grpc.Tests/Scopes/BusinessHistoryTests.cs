using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using CsCheck;
using Google.Protobuf.WellKnownTypes;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;
using SenderKind = Consent.Core.Registry.SenderKind;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>
/// Random histories of a business with four numbers and a name, over the wire, against <see cref="PlainBusiness"/>: every way to ask
/// answers alike.
/// </summary>
[Collection(OneHost.Name)]
public sealed class BusinessHistoryTests(SharedHost host)
{
    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency(
            (4, Gen.Const(Deed.Stop)),
            (2, Gen.Const(Deed.StopAll)),
            (4, Gen.Const(Deed.Start)),
            (1, Gen.Const(Deed.Help)),
            (2, Gen.Const(Deed.OptOutOfNumber)),
            (2, Gen.Const(Deed.OptOutOfAccount)),
            (2, Gen.Const(Deed.ReactivateNumber)),
            (2, Gen.Const(Deed.ReactivateAccount)),
            (2, Gen.Const(Deed.ChangeKind)),
            (2, Gen.Const(Deed.ChangeReplyNumber)),
            (2, Gen.Const(Deed.ChangePolicy))),
        Gen.Int[0, 4],
        (deed, number) => new Step(deed, number));

    [Fact]
    public async Task Business_AnyHistory_IsDecidedAsTheTablesRead() => await Steps.Array[1, 16].SampleAsync(
        async history =>
        {
            var business = await Business.RegisterAsync(host.Host);
            await business.PutSenderAsync(business.Name, SenderKind.Engage);
            var model = new PlainBusiness(SendersOf(business).Length);
            (model.IsOrdinary[0], model.IsOrdinary[1]) = (true, true);
            var minutes = new Minutes();
            foreach (var step in history)
            {
                await DoAsync(step, business, model, minutes.Next());
                await AssertAlikeAsync(business, model);
            }
        },
        iter: 40,
        threads: 1);

    private async Task DoAsync(Step step, Business business, PlainBusiness model, DateTimeOffset at)
    {
        var pair = business.To(SendersOf(business)[step.Number]);
        switch (step.Deed)
        {
            case Deed.Stop:
                model.Stop(step.Number);
                Assert.Equal(model.Decide(step.Number), (await pair.TextAsync("STOP", at)).Reason);
                break;
            case Deed.StopAll:
                model.StopAll();
                Assert.Equal(model.Decide(step.Number), (await pair.TextAsync("STOPALL", at)).Reason);
                break;
            case Deed.Start:
                model.Start(step.Number);
                Assert.Equal(model.Decide(step.Number), (await pair.TextAsync("START", at)).Reason);
                break;
            case Deed.Help:
                Assert.Equal(model.Decide(step.Number), (await pair.TextAsync("HELP", at)).Reason);
                break;
            case Deed.OptOutOfNumber:
                model.OptOutOf(step.Number);
                await host.Client.RecordOptOutAsync(new RecordOptOutRequest(pair.OptOut()) { OccurredAt = at.ToTimestamp() });
                break;
            case Deed.OptOutOfAccount:
                model.OptOutOfAccount();
                await host.Client.RecordOptOutAsync(business.OptOut(at));
                break;
            case Deed.ReactivateNumber:
                await ReactivateAsync(pair.Reactivation(at), model.Reactivate(step.Number));
                break;
            case Deed.ReactivateAccount:
                await ReactivateAsync(business.Reactivation(at), model.Reactivate(null));
                break;
            case Deed.ChangeKind:
                model.IsOrdinary[step.Number] ^= true;
                await PutAsync(business, model, step.Number);
                break;
            case Deed.ChangeReplyNumber:
                model.ReplyNumber = step.Number < business.Senders.Length ? step.Number : null;
                await PutAsync(business, model, business.Senders.Length);
                break;
            default:
                model.IsManual ^= true;
                await business.PutAccountAsync(
                    model.IsManual ? ResubscribePolicy.ManualReactivation : ResubscribePolicy.CustomerStart);
                break;
        }
    }

    private static string[] SendersOf(Business business) => [.. business.Senders, business.Name];

    private static Task PutAsync(Business business, PlainBusiness model, int number) => business.PutSenderAsync(
        SendersOf(business)[number],
        model.IsOrdinary[number] ? SenderKind.Standard : SenderKind.Engage,
        number == business.Senders.Length && model.ReplyNumber is { } replyNumber ? business.Senders[replyNumber] : null);

    private async Task ReactivateAsync(ReactivateRequest request, bool isApplied)
    {
        request.Source = ConsentSource.WebForm;
        if (isApplied)
        {
            Assert.True((await host.Client.ReactivateAsync(request)).Applied);
            return;
        }

        var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(request));
        Assert.Equal(ErrorReason.ResubscribeRequiresCustomer, refusal.Reason);
    }

    private async Task AssertAlikeAsync(Business business, PlainBusiness model)
    {
        var senders = SendersOf(business);
        var expected = senders.Select((_, number) => model.Decide(number)).ToList();
        Assert.Equal(expected, await Task.WhenAll(senders.Select(async sender => (await business.To(sender).CheckAsync()).Reason)));
        Assert.Equal(expected, await Task.WhenAll(senders.Select(async sender => (await business.To(sender).StatusAsync()).Reason)));
        Assert.Equal(model.DecideAccount(), (await business.StatusAsync()).Reason);
        var streamed = await Streaming.AskAsync(host.Client, senders.Select(sender => new StreamCheckSendRequest
        {
            Check = new CheckSendRequest { SenderNumber = sender, CustomerNumber = business.Customer },
        }));
        Assert.Equal(expected, streamed.Select(answer => answer.Check.Reason));
        foreach (var (sender, reason) in senders.Zip(expected))
        {
            await AssertBatchAsync(business, sender, reason);
        }
    }

    private async Task AssertBatchAsync(Business business, string sender, DecisionReason reason)
    {
        var batch = await host.Client.BatchCheckSendAsync(
            new BatchCheckSendRequest { SenderNumber = sender, CustomerNumbers = { business.Customer } });
        if (reason is DecisionReason.OptedOutOfNumber or DecisionReason.OptedOutOfAccount)
        {
            Assert.Equal((Decision.Blocked, reason), (batch.Decisions[0], Assert.Single(batch.Exceptions).Reason));
            Assert.EndsWith("via Acme CRM.", batch.Notice, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal((Decision.Allowed, 0, ""), (batch.Decisions[0], batch.Exceptions.Count, batch.Notice));
        }
    }

    private enum Deed
    {
        Stop,
        StopAll,
        Start,
        Help,
        OptOutOfNumber,
        OptOutOfAccount,
        ReactivateNumber,
        ReactivateAccount,
        ChangeKind,
        ChangeReplyNumber,
        ChangePolicy,
    }

    private sealed record Step(Deed Deed, int Number);
}
