using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using CsCheck;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;
using SenderKind = Consent.Core.Registry.SenderKind;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>Random histories of a business: what a check answered then is what the status as of its position says later.</summary>
[Collection(OneHost.Name)]
public sealed class PastProperties(SharedHost host)
{
    // Times go back as well: some events arrive late.
    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency(
            (5, Gen.Const(Deed.Stop)),
            (5, Gen.Const(Deed.Start)),
            (1, Gen.Const(Deed.Help)),
            (2, Gen.Const(Deed.OptOutOfNumber)),
            (2, Gen.Const(Deed.OptOutOfAccount)),
            (2, Gen.Const(Deed.Reactivate)),
            (2, Gen.Const(Deed.ChangeKind)),
            (2, Gen.Const(Deed.ChangePolicy))),
        Gen.Int[0, 3],
        Gen.Int[0, 30],
        (deed, number, hour) => new Step(deed, number, hour));

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Status_AtEveryPosition_IsWhatTheCheckWasBasedOn() => await Steps.Array[1, 14].SampleAsync(
        async history =>
        {
            var business = await Business.RegisterAsync(host.Host);
            var (isOrdinary, isManual) = (new[] { true, true, false, false }, false);
            var seen = new List<(CheckSendResponse[] Checks, GetStatusResponse[] Statuses, GetStatusResponse Account)> { await SeeAsync(business) };
            foreach (var step in history)
            {
                switch (step.Deed)
                {
                    case Deed.ChangeKind:
                        isOrdinary[step.Number] ^= true;
                        await business.PutSenderAsync(
                            business.Senders[step.Number], isOrdinary[step.Number] ? SenderKind.Standard : SenderKind.Engage);
                        break;
                    case Deed.ChangePolicy:
                        isManual ^= true;
                        await business.PutAccountAsync(isManual ? ResubscribePolicy.ManualReactivation : ResubscribePolicy.CustomerStart);
                        break;
                    case Deed.Reactivate when !isManual:
                        break;
                    default:
                        await SayAsync(step, business);
                        break;
                }

                seen.Add(await SeeAsync(business));
            }

            foreach (var then in seen)
            {
                await AssertSameAsync(business, then.Checks, then.Statuses, then.Account);
            }
        },
        iter: 20,
        threads: 1);

    private async Task SayAsync(Step step, Business business)
    {
        var (pair, at) = (business.To(business.Senders[step.Number]), Start.AddHours(step.Hour));
        _ = step.Deed switch
        {
            Deed.Stop => (object)await pair.TextAsync("STOP", at),
            Deed.Start => await pair.TextAsync("START", at),
            Deed.Help => await pair.TextAsync("HELP", at),
            Deed.OptOutOfNumber => await host.Client.RecordOptOutAsync(pair.OptOut()),
            Deed.OptOutOfAccount => await host.Client.RecordOptOutAsync(business.OptOut(at)),
            _ => await host.Client.ReactivateAsync(business.Reactivation(at)),
        };
    }

    private static async Task<(CheckSendResponse[] Checks, GetStatusResponse[] Statuses, GetStatusResponse Account)> SeeAsync(Business business) => (
        await Task.WhenAll(business.Senders.Select(sender => business.To(sender).CheckAsync())),
        await Task.WhenAll(business.Senders.Select(sender => business.To(sender).StatusAsync())),
        await business.StatusAsync());

    private async Task AssertSameAsync(
        Business business, CheckSendResponse[] checks, GetStatusResponse[] statuses, GetStatusResponse account)
    {
        for (var number = 0; number < checks.Length; number++)
        {
            var request = new GetStatusRequest
            {
                SenderNumber = business.Senders[number],
                CustomerNumber = business.Customer,
                AsOfPosition = checks[number].LedgerPosition,
            };
            var past = await host.Client.GetStatusAsync(request);
            Assert.Equal((checks[number].Decision, checks[number].Reason), (past.Decision, past.Reason));
            Assert.Equal(statuses[number], past);
        }

        Assert.Equal(account, await host.Client.GetStatusAsync(new GetStatusRequest
        {
            AccountId = business.Id,
            CustomerNumber = business.Customer,
            AsOfPosition = account.LedgerPosition,
        }));
    }

    private enum Deed
    {
        Stop,
        Start,
        Help,
        OptOutOfNumber,
        OptOutOfAccount,
        Reactivate,
        ChangeKind,
        ChangePolicy,
    }

    private sealed record Step(Deed Deed, int Number, int Hour);
}
