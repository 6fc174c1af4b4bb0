namespace Consent.Roster.Tests.Simulation;

/// <summary>What a schedule saw, so that a simulation that shows nothing is noticed.</summary>
internal enum Count
{
    Schedules,
    Allowed,
    Blocked,
    Refused,
    AnsweredStrictly,
    RefusedStrictly,
    Acknowledged,
    AcknowledgedDuplicates,
    AcknowledgedByTheCommit,
    WritesUndone,
    UnknownOutcomes,
    Retired,
    RegisteredAgain,
    LedgerWentBack,
    RowsDeleted,
    AnsweredAtOnce,
    AnsweredWithoutAPoll,
    EntriesPushed,
    NotUnderThatId,
    PausedBetweenGateAndLookUp,
    Stalls,
    Pauses,
    Sleeps,
    Freezes,
    PeerCuts,
    DatabaseCuts,
    Isolations,
    Splits,
    Deaths,
    Replacements,
    Joins,
    Leaves,
    DatabaseRestarts,
    DatabaseSlow,
    WallClocksSet,
    Rollbacks,
    RequestsRefused,
    LateAnswers,
}

internal sealed class Counts
{
    private readonly long[] _counts = new long[Enum.GetValues<Count>().Length];

    public long this[Count count] => _counts[(int)count];

    public void Add(Count count) => _counts[(int)count]++;

    public void Add(Counts others)
    {
        for (var index = 0; index < _counts.Length; index++)
        {
            _counts[index] += others._counts[index];
        }
    }

    public override string ToString() =>
        string.Join(", ", Enum.GetValues<Count>().Select(count => $"{count} {this[count]:N0}"));
}
