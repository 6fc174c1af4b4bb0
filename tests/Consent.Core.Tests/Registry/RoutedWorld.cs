using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>
/// Accounts, senders and all records of one customer, under the rules themselves, put together as the services put them together.
/// </summary>
internal sealed class RoutedWorld
{
    private static readonly ReplyTexts Texts = new("confirmed", "welcome", "help", "how to return", "still subscribed");

    private readonly Dictionary<AccountId, ResubscribePolicy> _policies = [];
    private readonly Dictionary<SenderNumber, SenderRoute> _senders = [];
    private readonly Dictionary<RecordKey, ConsentRecord> _records = [];
    private long _position;
    private long _now = 1_800_000_000_000;

    public RoutedWorld(PhoneNumber customer) => Customer = customer;

    private RoutedWorld(RoutedWorld other)
    {
        (Customer, _position, _now) = (other.Customer, other._position, other._now);
        (_policies, _senders, _records) = (new(other._policies), new(other._senders), new(other._records));
    }

    public PhoneNumber Customer { get; }

    public IEnumerable<RecordKey> OptedOut =>
        _records.Where(record => record.Value.State == ConsentState.OptedOut).Select(record => record.Key);

    /// <summary>The same world, in which something else may happen.</summary>
    public RoutedWorld Copy() => new(this);

    public void PutAccount(AccountId account, ResubscribePolicy policy) => _policies[account] = policy;

    /// <summary>Registers a sender unless it is refused.</summary>
    public void PutSender(SenderNumber number, AccountId account, SenderKind kind, SenderNumber? replyNumber)
    {
        var sender = new Sender { Number = number, Account = account, Kind = kind, ReplyNumber = replyNumber };
        var stays = !_senders.TryGetValue(number, out var before) || before.Account == account;
        if (_policies.ContainsKey(account) && stays && SenderChecks.Of(sender).Count == 0
            && SenderChecks.OfReplyNumber(sender, RouteOf(replyNumber.GetValueOrDefault())).Count == 0)
        {
            _senders[number] = SenderRoute.Of(sender);
        }
    }

    public bool IsRegistered(AccountId account) => _policies.ContainsKey(account);

    public SenderRoute RouteOf(SenderNumber number) =>
        _senders.TryGetValue(number, out var sender) ? sender : new SenderRoute(number);

    public AccountSenders SendersOf(AccountId? account) => account is null
        ? AccountSenders.None
        : AccountSenders.Of([.. _senders.Values.Where(sender => sender.Account == account).OrderBy(sender => sender.Number.Packed)]);

    public ConsentRecord Find(RecordKey key) => _records.GetValueOrDefault(key, ConsentRecord.Empty);

    /// <summary>A text to a sender; nothing where nobody could send it, and an attempt may end after the first record.</summary>
    public void Text(SenderNumber to, EventKind kind, bool isOfAllNumbers = false, string? id = null, bool endsAfterTheFirst = false)
    {
        if (to.Is(Customer))
        {
            return;
        }

        var (sender, account) = (RouteOf(to), SendersOf(RouteOf(to).Account));
        var said = Said(kind, ConsentSource.InboundSms, sender) with { Id = id ?? $"text-{_now}" };
        var key = EventRoutes.OfText(sender, Customer, isOfAllNumbers);
        Enter(key, said);
        if (endsAfterTheFirst)
        {
            return;
        }

        var first = Find(key).Answered.Single(answered => answered.Identity == EventIdentity.Of(said));
        var others = EventRoutes.OthersOfText(sender, Customer, kind, account, isOfAllNumbers);
        var blocking = sender.Account is { } owner && others.Append(key).All(each => each.Account is null)
            ? Find(OfAccount(owner)).ToStanding()
            : default;
        foreach (var other in others)
        {
            if (kind == EventKind.OptOut
                ? EventRoutes.AlsoOptsOut(first.Applied, Find(key).ToStanding(), first.Position!.Value)
                : EventRoutes.AlsoLifts(PolicyOf(sender.Account), Find(other).ToStanding(), first.Position!.Value, blocking))
            {
                Enter(other, said);
            }
        }
    }

    /// <summary>An opt-out of a record that is named.</summary>
    public void OptOut(RecordKey key) => Enter(key, Said(EventKind.OptOut, ConsentSource.Operator, RouteOf(key)));

    /// <summary>A reactivation of a record; false where it is refused.</summary>
    public bool Reactivate(RecordKey key, ConsentSource source)
    {
        var accepted = WayBackOf(key).Accepts(source);
        if (accepted)
        {
            Enter(key, Said(EventKind.Reactivation, source, RouteOf(key)));
        }

        return accepted;
    }

    public WayBack WayBackOf(RecordKey key) =>
        WayBack.Of(key, RouteOf(key), PolicyOf(AccountOf(key)), SendersOf(AccountOf(key)));

    /// <summary>What a status tells of a sender, and of an account.</summary>
    public string HintOf(RecordKey key)
    {
        var (policy, account) = (PolicyOf(AccountOf(key)), SendersOf(AccountOf(key)));
        return key.Sender is { } number
            ? ResubscribeHints.ForSender(
                RouteOf(number), Customer, policy, account, AccountOf(key) is { } id && IsOptedOut(OfAccount(id)))
            : ResubscribeHints.ForAccount(key.Account!.Value, Customer, policy, account);
    }

    /// <summary>The records that bear on messages from a sender, or from an account as a whole.</summary>
    public RecordKey[] BearingOn(RecordKey key) =>
        key.Account is null && AccountOf(key) is { } id ? [key, OfAccount(id)] : [key];

    /// <summary>Whether a message may go out.</summary>
    public bool IsAllowed(RecordKey key) => !SendRules.Decide(
        Channel.Sms,
        replyPending: false,
        key.Account is null ? Find(key).ToStanding() : default,
        AccountOf(key) is { } id ? Find(OfAccount(id)).ToStanding() : default).IsBlocked;

    private RecordKey OfAccount(AccountId id) => RecordKey.ForAccount(id, Customer);

    private bool IsOptedOut(RecordKey key) => Find(key).State == ConsentState.OptedOut;

    private SenderRoute RouteOf(RecordKey key) => key.Sender is { } number ? RouteOf(number) : default;

    private AccountId? AccountOf(RecordKey key) => key.Account ?? RouteOf(key).Account;

    private ResubscribePolicy PolicyOf(AccountId? account) =>
        account is { } id ? _policies[id] : ResubscribePolicy.CustomerStart;

    private ConsentEvent Said(EventKind kind, ConsentSource source, SenderRoute sender)
    {
        _now += 60_000;
        return new ConsentEvent
        {
            Kind = kind,
            Id = $"said-{_now}",
            Source = source,
            ArrivedAt = new Instant(_now),
            Sender = sender.Number,
            Account = sender.Account,
        };
    }

    private void Enter(RecordKey key, ConsentEvent said)
    {
        var record = Find(key);
        if (record.Answered.All(answered => answered.Identity != EventIdentity.Of(said)))
        {
            _records[key] = RecordRules.Apply(record, said, PolicyOf(AccountOf(key)), Texts).Record.CommittedAt(++_position);
        }
    }
}
