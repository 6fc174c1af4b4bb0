using Consent.V1;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>A business and one customer as docs/concepts.md describes them, for events each of which is said later than those before.</summary>
internal sealed class PlainBusiness(int numbers)
{
    private readonly Said?[] _numbers = new Said?[numbers];
    private readonly bool[] _numberEverOut = new bool[numbers];
    private Said? _account;
    private bool _accountEverOut;
    private int _events;

    public bool[] IsOrdinary { get; } = new bool[numbers];

    public bool IsManual { get; set; }

    public void Stop(int number)
    {
        if (IsOrdinary[number])
        {
            OptOutOfAccount();
        }
        else
        {
            OptOutOf(number);
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
        if (!IsOrdinary[number])
        {
            _numbers[number] = back;
            return;
        }

        _account = back;
        if (_numbers[number] is { IsOut: true })
        {
            _numbers[number] = back with { At = ++_events };
        }
    }

    /// <summary>False where the policy refuses it.</summary>
    public bool Reactivate(int? number)
    {
        if (!IsManual)
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

    private sealed record Said(bool IsOut, bool ByCustomer, int At);
}
