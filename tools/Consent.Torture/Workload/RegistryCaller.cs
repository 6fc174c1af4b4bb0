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
                await PutSenderAsync(business, sender, business.FirstKind);
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
        var (optOut, optIn) = business.IsManual ? ([], []) : caller.Draw(Keywords.Any);
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
        await PutAsync(WriteKind.AccountPut, registration, async (server, deadline) =>
            (await server.Registry.PutAccountAsync(new PutAccountRequest { Account = account }, deadline: deadline)).Revision);
    }

    private async Task PutSenderAsync(Business business, string number, SenderKind kind)
    {
        var replyNumber = business.ReplyNumberOf(number);
        var sender = new Sender
        {
            SenderNumber = number, AccountId = business.Account, Kind = kind, DisplayName = NewName(), ReplyNumber = replyNumber ?? "",
        };
        var registration = new Registration(
            business.Account!, number, kind, Content: sender.DisplayName, ReplyNumber: replyNumber);
        await PutAsync(WriteKind.SenderPut, registration, async (server, deadline) =>
            (await server.Registry.PutSenderAsync(new PutSenderRequest { Sender = sender }, deadline: deadline)).Revision);
    }

    private async Task PutAsync(WriteKind kind, Registration registration, Func<Server, DateTime, Task<long>> put)
    {
        var write = new WriteAttempt { Kind = kind, Id = "", Registration = registration };
        await Attempts.UntilToldAsync(
            caller, recorder, write, async (server, deadline) => new WriteAnswer { Effect = Effect.Applied, Revision = await put(server, deadline) });
    }

    // No two Puts say the same.
    private static string NewName() => string.Create(CultureInfo.InvariantCulture, $"name {Interlocked.Increment(ref _names)}");
}
