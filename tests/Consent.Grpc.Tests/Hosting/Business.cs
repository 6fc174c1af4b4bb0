using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Registry;
using Consent.Roster.Acknowledgements;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>An account of its own with two ordinary and two Engage numbers, and a customer.</summary>
internal sealed record Business(AuthorityHost Host, string Id, int Number)
{
    private static readonly Instant Arrival = new(1_800_000_000_000);
    private static int _businesses;

    public string Standard => Sender(0);

    public string OtherStandard => Sender(1);

    public string Engage => Sender(2);

    public string OtherEngage => Sender(3);

    /// <summary>Gets a sender that cannot be texted, and is not registered with the others.</summary>
    public string Name => $"ACME-{Number}";

    public string[] Senders => [Standard, OtherStandard, Engage, OtherEngage];

    public string Customer => $"+1555{4_000_000 + Number}";

    /// <summary>Registers a business that no other test has, and waits until every check knows it.</summary>
    public static async Task<Business> RegisterAsync(
        AuthorityHost host, ResubscribePolicy policy = ResubscribePolicy.CustomerStart, Func<Account, Account>? change = null)
    {
        var number = Interlocked.Increment(ref _businesses);
        var business = new Business(host, $"business-{number}", number);
        await business.PutAccountAsync(policy, change);
        await business.PutSenderAsync(business.Standard, SenderKind.Standard);
        await business.PutSenderAsync(business.OtherStandard, SenderKind.Standard);
        await business.PutSenderAsync(business.Engage, SenderKind.Engage);
        await business.PutSenderAsync(business.OtherEngage, SenderKind.Engage);
        return business;
    }

    public Pair To(string sender) => new(Host.Client, sender, Customer);

    public async Task PutAccountAsync(ResubscribePolicy policy, Func<Account, Account>? change = null)
    {
        var account = new Account
        {
            Id = AccountId.Parse(Id),
            DisplayName = "Acme Plumbing",
            ProductName = "Acme CRM",
            ResubscribePolicy = policy,
        };
        var put = new AccountPut(change?.Invoke(account) ?? account, null, Arrival);
        await Grains.Account(account.Id).PutAsync(put);
        await AcknowledgedAsync();
    }

    public async Task PutSenderAsync(string sender, SenderKind kind, string? replyNumber = null)
    {
        var registered = new Sender
        {
            Number = SenderNumber.Parse(sender),
            Account = AccountId.Parse(Id),
            Kind = kind,
            ReplyNumber = replyNumber is null ? null : SenderNumber.Parse(replyNumber),
        };
        var put = new SenderPut(registered, null, Arrival);
        await Grains.Sender(put.Sender.Number).PutAsync(put);
        await AcknowledgedAsync();
    }

    /// <summary>An opt-out of the whole account.</summary>
    public V1.RecordOptOutRequest OptOut(DateTimeOffset? occurredAt = null) => new()
    {
        AccountId = Id,
        CustomerNumber = Customer,
        Source = V1.ConsentSource.Operator,
        Actor = "operator-7",
        Evidence = "unchecked SMS",
        IdempotencyKey = Pair.NewId(),
        OccurredAt = occurredAt?.ToTimestamp(),
    };

    /// <summary>A reactivation of the whole account.</summary>
    public V1.ReactivateRequest Reactivation(DateTimeOffset requestedAt) =>
        new(To(Standard).Reactivation(requestedAt)) { AccountId = Id };

    public async Task<V1.GetStatusResponse> StatusAsync() => await Host.Client.GetStatusAsync(
        new V1.GetStatusRequest { AccountId = Id, CustomerNumber = Customer });

    /// <summary>What a check from each number answers, in the order of <see cref="Senders"/>.</summary>
    public async Task<V1.DecisionReason[]> ReasonsAsync() =>
        await Task.WhenAll(Senders.Select(async sender => (await To(sender).CheckAsync()).Reason));

    private IGrainFactory Grains => Host.Services.GetRequiredService<IGrainFactory>();

    private Task AcknowledgedAsync() => Host.Services.GetRequiredService<Acknowledgement>().WaitAsync(CancellationToken.None);

    private string Sender(int index) => $"+1555{3_000_000 + (Number * 10) + index}";
}
