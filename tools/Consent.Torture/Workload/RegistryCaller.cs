using System.Globalization;
using Consent.Torture.Histories;
using Consent.V1;

namespace Consent.Torture.Workload;

/// <summary>Registers a business's numbers, and changes their kinds and its keywords while its customers text.</summary>
internal sealed class RegistryCaller(Caller caller, Market market, Recorder recorder)
{
    private static int _names;

    /// <summary>Registers everything, before anybody asks.</summary>
    public async Task RegisterAsync()
    {
        foreach (var business in market.All.Where(business => business.Account is not null))
        {
            await PutAccountAsync(business);
            foreach (var sender in business.Senders)
            {
                await PutSenderAsync(business, sender, SenderKind.Standard);
            }
        }
    }

    public Task RunAsync(TimeSpan pace, CancellationToken end) => Pace.EachAsync(pace, ChangeAsync, end);

    // The first number stays ordinary, so that account opt-outs are never rare.
    private Task ChangeAsync()
    {
        var business = market.Changing;
        var index = caller.Draw(business.Senders.Count);
        var kind = caller.Draw(2) == 0 ? SenderKind.Standard : SenderKind.Engage;
        return index == 0 ? PutAccountAsync(business) : PutSenderAsync(business, business.Senders[index], kind);
    }

    private async Task PutAccountAsync(Business business)
    {
        var (optOut, optIn) = business.IsManual ? ([], []) : caller.AnyKeywords();
        var account = new Account
        {
            AccountId = business.Account,
            DisplayName = NewName(),
            ResubscribePolicy = business.IsManual ? ResubscribePolicy.ManualReactivation : ResubscribePolicy.CustomerStart,
            OptOutKeywords = { optOut },
            OptInKeywords = { optIn },
        };
        var registration = new Registration(
            business.Account!, Keywords: Keywords.Joined(optOut, optIn, []), Content: account.DisplayName);
        await Attempts.UntilToldAsync(caller, recorder, Put(WriteKind.AccountPut, registration), async (server, deadline) =>
        {
            var answer = await server.Registry.PutAccountAsync(new PutAccountRequest { Account = account }, deadline: deadline);
            return new WriteAnswer { Effect = Effect.Applied, Revision = answer.Revision };
        });
    }

    private async Task PutSenderAsync(Business business, string number, SenderKind kind)
    {
        var sender = new Sender { SenderNumber = number, AccountId = business.Account, Kind = kind, DisplayName = NewName() };
        var registration = new Registration(business.Account!, number, kind, Content: sender.DisplayName);
        await Attempts.UntilToldAsync(caller, recorder, Put(WriteKind.SenderPut, registration), async (server, deadline) =>
        {
            var answer = await server.Registry.PutSenderAsync(new PutSenderRequest { Sender = sender }, deadline: deadline);
            return new WriteAnswer { Effect = Effect.Applied, Revision = answer.Revision };
        });
    }

    // No two Puts say the same.
    private static string NewName() => string.Create(CultureInfo.InvariantCulture, $"name {Interlocked.Increment(ref _names)}");

    private WriteAttempt Put(WriteKind kind, Registration registration) => new()
    {
        Kind = kind,
        Id = "",
        Client = caller.Name,
        Server = 0,
        Called = 0,
        Registration = registration,
    };
}
