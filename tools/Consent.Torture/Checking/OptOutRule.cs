namespace Consent.Torture.Checking;

/// <summary>
/// Rule (a), which knows nothing of the ledger: for each ALLOWED answer, and each record that covers the pair, let s be the latest call
/// time among its opt-outs acknowledged as applied before the check was called. If there is one, some opt-in that could lift it must have
/// been called before the check returned, and not have returned before s.
/// </summary>
/// <remarks>
/// The number's record and the account's are looked at each for itself: an opt-in that lifts only one of them does not explain an answer
/// that the other forbids. The account's has a second way out, the customer's own START to this very number: it overrides an opt-out
/// of the account that was said before it, also where that was said again, or delivered, only afterwards.
/// </remarks>
internal sealed class OptOutRule
{
    private readonly Dictionary<string, SortedTimes<SentEvent>> _optOuts = [];
    private readonly Dictionary<string, SortedTimes<SentEvent>> _optIns = [];

    // By when they were said, which may be before they were called.
    private readonly Dictionary<string, SortedTimes<SentEvent>> _said = [];
    private readonly Dictionary<string, (string Account, long Since)> _accounts = [];
    private readonly Dictionary<(string Sender, string Customer), (string Number, string? Account, long Since)> _pairs = [];
    private readonly SentEvents _sent;

    public OptOutRule(SentEvents sent)
    {
        _sent = sent;
        foreach (var put in sent.Puts.Where(put => put is { Registration.Sender: not null, Acknowledged: not null, Returned: not null }))
        {
            Know(put.Registration!.Sender!, put.Registration.Account, put.Returned!.Value);
        }

        foreach (var each in sent.All)
        {
            KnowFromTexts(each);
            if (each.IsOptOut)
            {
                AddOptOut(each);
            }
            else if (each.IsOptIn && each.MayBeEntered)
            {
                AddOptIn(each);
            }
        }
    }

    public void Check(CheckOperation check, Violations violations)
    {
        // A reply that a text called for is the law's own exception, and what no opt-out covers is for rule (b).
        if (check.Decision != Decision.Allowed || (check.Reason == DecisionReason.PendingReply && check.ReplyId is not null))
        {
            return;
        }

        var pair = PairOf(check);
        if (Missed(_optOuts, pair.Number, pair.Number, check) is { } ofNumber)
        {
            Report(ViolationKind.MissedOptOutOfNumber, ofNumber, check, violations);
        }

        if (pair.Account is { } account && pair.Since < check.Called
            && Missed(_optOuts, account, account, check) is { } ofAccount
            && !IsOverridden(account, OwnStarts(pair.Number), check))
        {
            Report(ViolationKind.MissedOptOutOfAccount, ofAccount, check, violations);
        }
    }

    // Whose the sender is, from when its caller was told; once it is an account's, it stays.
    private void Know(string sender, string account, long since) =>
        _accounts[sender] = (account, _accounts.TryGetValue(sender, out var known) ? Math.Min(known.Since, since) : since);

    // Who registered it may not have been told, but a text to it that is in the account's record says so too.
    private void KnowFromTexts(SentEvent sent)
    {
        if (sent.IsText && sent.AcknowledgedAt != long.MaxValue && _sent.AccountOf(sent.First.Sender!) is { } account)
        {
            var record = RecordKeys.OfAccount(account, sent.First.Customer!);
            foreach (var attempt in sent.Acknowledged.Where(attempt => attempt.Acknowledged!.Record == record))
            {
                Know(sent.First.Sender!, account, attempt.Returned!.Value);
            }
        }
    }

    private (string Number, string? Account, long Since) PairOf(CheckOperation check)
    {
        var key = (check.Sender, check.Customer);
        if (!_pairs.TryGetValue(key, out var pair))
        {
            var number = RecordKeys.OfNumber(check.Sender, check.Customer);
            pair = _accounts.TryGetValue(check.Sender, out var registered)
                ? (number, RecordKeys.OfAccount(registered.Account, check.Customer), registered.Since)
                : (number, null, 0);
            _pairs.Add(key, pair);
        }

        return pair;
    }

    // The last opt-out that was acknowledged, where no opt-in under the other key can have come after it.
    private SentEvent? Missed(Dictionary<string, SortedTimes<SentEvent>> optOuts, string record, string optIns, CheckOperation check) =>
        optOuts.GetValueOrDefault(record)?.GreatestBefore(check.Called) is { } optOut && !IsLifted(optIns, optOut.Value, check)
            ? optOut.Shown
            : null;

    private bool IsOverridden(string account, string ownStarts, CheckOperation check) =>
        IsLifted(ownStarts, long.MinValue, check) && Missed(_said, account, ownStarts, check) is null;

    private bool IsLifted(string key, long since, CheckOperation check) =>
        _optIns.GetValueOrDefault(key)?.GreatestUpTo(check.Returned!.Value) is { } last && last.Value >= since;

    private void AddOptOut(SentEvent optOut)
    {
        foreach (var attempt in optOut.Acknowledged)
        {
            var answer = attempt.Acknowledged!;
            var record = answer.Record ?? optOut.Named;
            if (record is null)
            {
                continue;
            }

            // A STOP to a reply number is in the record of its sender before it is acknowledged. It may be out of date there alone.
            if (optOut.IsText && answer.Effect == Effect.Applied)
            {
                foreach (var name in NamesOf(optOut))
                {
                    _optOuts.GetOrAdd(name).Add(attempt.Returned!.Value, optOut.SaidFor(name), optOut);
                }
            }

            // A row that found the opt-out there tells that it stood at some time since the call; run again, it may tell of its first run.
            if (answer.Effect == Effect.Applied || (answer.Effect == Effect.Unchanged && optOut.Attempts.Count == 1))
            {
                _optOuts.GetOrAdd(record).Add(attempt.Returned!.Value, optOut.CalledFor(record), optOut);
            }

            // A row that found the opt-out there says nothing anew.
            if (answer.Effect == Effect.Applied)
            {
                _said.GetOrAdd(record).Add(attempt.Returned!.Value, optOut.SaidFor(record), optOut);
            }
        }
    }

    private void AddOptIn(SentEvent optIn)
    {
        if (optIn.Named is { } named)
        {
            if (optIn.HasUnknown || optIn.Acknowledged.Any(IsApplied))
            {
                AddOptIn(named, optIn);
            }

            return;
        }

        var number = RecordKeys.OfNumber(optIn.First.Sender!, optIn.First.Customer!);
        foreach (var name in NamesOf(optIn))
        {
            AddOptIn(name, optIn);
            AddOptIn(OwnStarts(name), optIn);
        }

        if (optIn.HasUnknown || optIn.Acknowledged.Any(attempt => IsApplied(attempt) || attempt.Acknowledged!.Record != number))
        {
            // A START that went to the account's record goes to the number's as well, whatever the first made of it. And what the customer
            // texted to this very number overrides the account's opt-out for it.
            AddOptIn(number, optIn);
            AddOptIn(OwnStarts(number), optIn);
        }

        if (_sent.AccountOf(optIn.First.Sender!) is { } account
            && (optIn.HasUnknown || optIn.Acknowledged.Any(attempt => IsApplied(attempt) && attempt.Acknowledged!.Record != number)))
        {
            AddOptIn(RecordKeys.OfAccount(account, optIn.First.Customer!), optIn);
        }
    }

    private IEnumerable<string> NamesOf(SentEvent text) =>
        _sent.NamesOf(text.First.Sender!).Select(name => RecordKeys.OfNumber(name, text.First.Customer!));

    private void AddOptIn(string key, SentEvent optIn) => _optIns.GetOrAdd(key).Add(optIn.Called, optIn.AcknowledgedAt, optIn);

    private static void Report(ViolationKind kind, SentEvent optOut, CheckOperation check, Violations violations)
    {
        var told = optOut.Acknowledged.Min(attempt => attempt.Returned!.Value);
        violations.Add(
            kind,
            $"{check.Customer} was allowed {check.Called - told} µs after the acknowledgement of opt-out {optOut.First.Id}",
            [.. optOut.Attempts, check]);
    }

    private static bool IsApplied(WriteAttempt attempt) => attempt.Acknowledged!.Effect == Effect.Applied;

    private static string OwnStarts(string number) => $"start {number}";
}
