namespace Consent.Torture.Checking;

/// <summary>
/// What the ledger's entries make of every pair at every position: rules 3 to 6 of the decision table, written for the checker alone. It
/// shares nothing with the servers' roster.
/// </summary>
internal sealed class DecisionModel
{
    private readonly Dictionary<string, List<RecordStanding>> _records = [];
    private readonly Dictionary<string, (string Account, long Position)> _senders = [];
    private readonly Dictionary<(string Sender, string Customer), DecisionTimes> _pairs = [];
    private readonly long _last;

    /// <param name="ledger">The entries, by position.</param>
    /// <param name="violations">Takes the entries that say another state than their kinds make of the record.</param>
    public DecisionModel(IReadOnlyList<EntryRead> ledger, Violations violations)
    {
        _last = ledger.Count > 0 ? ledger[^1].Position : 0;
        foreach (var entry in ledger)
        {
            if (entry.Registration is { } registration)
            {
                if (registration.Sender is { } sender)
                {
                    _senders.TryAdd(sender, (registration.Account, entry.Position));
                }

                continue;
            }

            var standings = _records.GetOrAdd(entry.Record);
            var before = standings is [.., var latest] ? latest : RecordStanding.None;
            var after = entry.Kind == LedgerEntryKind.Merged ? before.Merged(OfOlderSpelling(entry), entry) : before.After(entry);
            standings.Add(after);
            if (entry.State != after.State)
            {
                violations.Add(ViolationKind.Altered, $"entry {entry.Position} says {entry.State}, but its events make {after.State}", entry);
            }
        }
    }

    private RecordStanding OfOlderSpelling(EntryRead merge) =>
        _records.GetValueOrDefault(RecordKeys.OfOlderSpelling(merge.Record)) is [.., var last] ? last : RecordStanding.None;

    public DecisionTimes Of(string sender, string customer)
    {
        var key = (sender, customer);
        return _pairs.TryGetValue(key, out var times) ? times : _pairs[key] = Follow(sender, customer);
    }

    private DecisionTimes Follow(string sender, string customer)
    {
        var numbers = _records.GetValueOrDefault(RecordKeys.OfNumber(sender, customer)) ?? [];
        var accounts = new List<RecordStanding>();
        var since = long.MaxValue;
        if (_senders.TryGetValue(sender, out var registered))
        {
            accounts = _records.GetValueOrDefault(RecordKeys.OfAccount(registered.Account, customer)) ?? [];
            since = registered.Position;
        }

        var changes = new SortedSet<long>(numbers.Concat(accounts).Select(each => each.EntryPosition)) { 0, since };
        var times = new DecisionTimes();
        var (number, account) = (RecordStanding.None, RecordStanding.None);
        var (nextNumber, nextAccount) = (0, 0);
        foreach (var position in changes.TakeWhile(position => position <= _last))
        {
            number = Advance(numbers, ref nextNumber, position, number);
            account = Advance(accounts, ref nextAccount, position, account);
            times.Add(position, Decide(number, position >= since ? account : RecordStanding.None));
        }

        return times;
    }

    private static RecordStanding Advance(List<RecordStanding> all, ref int next, long position, RecordStanding current)
    {
        while (next < all.Count && all[next].EntryPosition <= position)
        {
            current = all[next++];
        }

        return current;
    }

    private static DecisionReason Decide(RecordStanding number, RecordStanding account)
    {
        if (number.IsOptedOut)
        {
            return DecisionReason.OptedOutOfNumber;
        }

        var overrides = number.IsByStart && number.At > account.At && number.Position > account.Position;
        if (account.IsOptedOut && !overrides)
        {
            return DecisionReason.OptedOutOfAccount;
        }

        return number.IsResubscribed || account.IsResubscribed ? DecisionReason.Resubscribed : DecisionReason.NoOptOut;
    }
}

/// <summary>Over which positions each decision on a pair held.</summary>
internal sealed class DecisionTimes
{
    private readonly Dictionary<DecisionReason, List<(long From, long To)>> _spans = [];
    private DecisionReason? _current;

    /// <summary>From this position on; positions are given in order, each once.</summary>
    public void Add(long from, DecisionReason reason)
    {
        if (_current is { } current)
        {
            var spans = _spans[current];
            spans[^1] = (spans[^1].From, from - 1);
        }

        _current = reason;
        _spans.GetOrAdd(reason).Add((from, long.MaxValue));
    }

    /// <summary>Whether it held at some position of these, both included.</summary>
    public bool Holds(DecisionReason reason, long lowest, long highest)
    {
        if (!_spans.TryGetValue(reason, out var spans))
        {
            return false;
        }

        return spans.CountWhile(span => span.From <= highest) is > 0 and var count && spans[count - 1].To >= lowest;
    }

    public DecisionReason At(long position) => _spans.Keys.First(reason => Holds(reason, position, position));
}
