using Consent.Torture.Histories;
using Consent.V1;
using Grpc.Core;

namespace Consent.Torture.Tests.Checking;

internal enum SimulatedWhat
{
    Stop,
    Start,
    Help,
    OptOut,
    Reactivation,
    Row,
    Put,
    Check,
}

/// <summary>What becomes of a write, and what its caller learns.</summary>
internal enum Fate
{
    Told,

    /// <summary>It takes effect, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>The caller gave up before it took effect.</summary>
    TakesEffectLate,

    Never,
    Refused,

    /// <summary>Sent again after it had taken effect, and told so.</summary>
    SentAgain,

    /// <summary>Lost at first, and sent again.</summary>
    LostAtFirst,
}

/// <summary>One attempt as its caller sees it.</summary>
internal sealed record SimulatedAttempt(long Called, long Returned, bool IsTold = false, bool IsRepeated = false, bool IsRefused = false);

/// <summary>A call of a random history.</summary>
/// <param name="Before">How long before its moment it was called.</param>
/// <param name="After">How long after its moment it returned.</param>
/// <param name="Lag">Drawn for what else there is to choose.</param>
internal sealed record SimulatedCall(SimulatedWhat What, string Sender, string Customer, int Before, int After, Fate Fate, int Lag)
{
    public const string Account = "acme";

    public string NumberRecord => RecordKeys.OfNumber(Sender, Customer);

    public string AccountRecord => RecordKeys.OfAccount(Account, Customer);

    public bool TakesEffect => Fate is not (Fate.Never or Fate.Refused);

    public WriteKind Kind => What switch
    {
        SimulatedWhat.Stop => WriteKind.Stop,
        SimulatedWhat.Start => WriteKind.Start,
        SimulatedWhat.Help => WriteKind.Help,
        SimulatedWhat.OptOut => WriteKind.OptOut,
        SimulatedWhat.Reactivation => WriteKind.Reactivation,
        _ => WriteKind.ImportedRow,
    };

    public LedgerEntryKind EntryKind => What switch
    {
        SimulatedWhat.Start => LedgerEntryKind.OptedIn,
        SimulatedWhat.Reactivation => LedgerEntryKind.Reactivated,
        SimulatedWhat.Help => LedgerEntryKind.HelpRequested,
        _ => LedgerEntryKind.OptedOut,
    };

    /// <summary>The attempts of a write whose moment is this.</summary>
    /// <param name="point">The moment.</param>
    /// <param name="mayMove">Whether a sender's kind may change: what is sent again then goes out before the moment, to be routed alike.</param>
    public IEnumerable<SimulatedAttempt> Attempts(long point, bool mayMove)
    {
        var (called, returned) = (point - Before, point + After);
        switch (Fate)
        {
            case Fate.Told:
                yield return new(called, returned, IsTold: true);
                break;
            case Fate.TakesEffectLate:
                yield return new(called - 5_000, called);
                break;
            case Fate.SentAgain:
                yield return new(called, returned);
                yield return new(mayMove ? point - 1 : returned + 10, returned + 10 + After, IsTold: true, IsRepeated: true);
                break;
            case Fate.LostAtFirst:
                yield return new(called - 5_000, called - 1);
                yield return new(called, returned, IsTold: true);
                break;
            default:
                yield return new(called, returned, IsRefused: Fate == Fate.Refused);
                break;
        }
    }

    public WriteAttempt Attempt(WriteKind kind, string id, SimulatedAttempt attempt, WriteAnswer? answer) => new()
    {
        Kind = kind,
        Id = id,
        Client = "client",
        Server = 1,
        Called = attempt.Called,
        Returned = attempt.Returned,
        Sender = Sender,
        Customer = Customer,
        Acknowledged = answer,
        Refused = answer is null ? new Refusal(attempt.IsRefused ? StatusCode.InvalidArgument : StatusCode.Unavailable) : null,
    };
}
