using Consent.V1;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>
/// A business and one customer as docs/concepts.md describes them, for events each of which is said later than those before. Its last
/// sender is a name, which nobody can text.
/// </summary>
internal sealed class PlainBusiness(int senders)
{
    private readonly Said?[] _numbers = new Said?[senders];
    private readonly bool[] _numberEverOut = new bool[senders];
    private Said? _account;
    private bool _accountEverOut;
    private int _events;

    public bool[] IsOrdinary { get; } = new bool[senders];

    /// <summary>Gets or sets the reply number that the name names.</summary>
    public int? ReplyNumber { get; set; }

    public bool IsManual { get; set; }

    private int Name => senders - 1;

    // The first of them is the first in the order of ListSenders, and there are always numbers.
    private int NamesReplyNumber => ReplyNumber ?? Math.Max(0, Array.IndexOf(IsOrdinary, true, 0, Name));

    public void Stop(int number)
    {
        StopTo(number);
        if (ReplyNumber == number)
        {
            StopTo(Name);
        }
    }

    // Whichever number is told: the four are the account's.
    public void StopAll() => OptOutOfAccount();

    public void OptOutOf(int number)
    {
        _numbers[number] = new Said(IsOut: true, ByCustomer: false, ++_events);
        _numberEverOut[number] = true;
    }

    public void OptOutOfAccount()
    {
        _account = new Said(IsOut: true, ByCustomer: false, ++_events);
        _accountEverOut = true;
    }

    public void Start(int number)
    {
        if (IsManual)
        {
            return;
        }

        var back = new Said(IsOut: false, ByCustomer: true, ++_events);
        if (IsOrdinary[number])
        {
            _account = back;
            LiftIfOut(ref _numbers[number]);
        }
        else
        {
            _numbers[number] = back;
        }

        if (ReplyNumber == number && IsOrdinary[Name])
        {
            LiftIfOut(ref _account);
        }

        // Counts as texted to the name: it exempts the name from an opt-out of the account, as a number is exempted.
        if (NamesReplyNumber == number && Decide(Name) is DecisionReason.OptedOutOfNumber or DecisionReason.OptedOutOfAccount)
        {
            _numbers[Name] = back with { At = ++_events };
        }
    }

    /// <summary>A reactivation by web form; false where it is refused, since a START lifts what it would.</summary>
    public bool Reactivate(int? number)
    {
        var accountTakesAStart = Array.IndexOf(IsOrdinary, true, 0, Name) >= 0 || (IsOrdinary[Name] && ReplyNumber is not null);
        if (!IsManual && (number is not null || accountTakesAStart))
        {
            return false;
        }

        var back = new Said(IsOut: false, ByCustomer: false, ++_events);
        if (number is { } one)
        {
            _numbers[one] = back;
        }
        else
        {
            _account = back;
        }

        return true;
    }

    public DecisionReason Decide(int number)
    {
        var ofNumber = _numbers[number];
        if (ofNumber is { IsOut: true })
        {
            return DecisionReason.OptedOutOfNumber;
        }

        if (_account is { IsOut: true } optOut && !(ofNumber is { ByCustomer: true } start && start.At > optOut.At))
        {
            return DecisionReason.OptedOutOfAccount;
        }

        var accountCameBack = _accountEverOut && _account is { IsOut: false };
        return _numberEverOut[number] || accountCameBack ? DecisionReason.Resubscribed : DecisionReason.NoOptOut;
    }

    public DecisionReason DecideAccount() => _account switch
    {
        { IsOut: true } => DecisionReason.OptedOutOfAccount,
        { IsOut: false } when _accountEverOut => DecisionReason.Resubscribed,
        _ => DecisionReason.NoOptOut,
    };

    private void StopTo(int sender)
    {
        if (IsOrdinary[sender])
        {
            OptOutOfAccount();
        }
        else
        {
            OptOutOf(sender);
        }
    }

    private void LiftIfOut(ref Said? said)
    {
        if (said is { IsOut: true })
        {
            said = new Said(IsOut: false, ByCustomer: true, ++_events);
        }
    }

    private sealed record Said(bool IsOut, bool ByCustomer, int At);
}
