using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;
using CsCheck;

namespace Consent.Torture.Tests.Checking;

/// <summary>Random histories: right ones pass, and one missed STOP in any of them is found.</summary>
public sealed class HistoryProperties
{
    private const int Iterations = 2_000;

    private static readonly Gen<SimulatedCall> Calls = Gen.Select(
        Gen.Frequency(
            (3, Gen.Const(SimulatedWhat.Stop)), (3, Gen.Const(SimulatedWhat.Start)), (1, Gen.Const(SimulatedWhat.Help)),
            (1, Gen.Const(SimulatedWhat.OptOut)), (1, Gen.Const(SimulatedWhat.Reactivation)), (1, Gen.Const(SimulatedWhat.Row)),
            (1, Gen.Const(SimulatedWhat.Put)), (8, Gen.Const(SimulatedWhat.Check))),
        Gen.OneOf("+15550001001", "+15550001002", "+15550001003"),
        Gen.OneOf("+15557000001", "+15557000002"),
        Gen.Int[1, 4_000],
        Gen.Int[1, 4_000],
        Gen.Frequency((6, Gen.Const(Fate.Told)), (6, Gen.Enum<Fate>())),
        Gen.Int[0, 1_000],
        (what, sender, customer, before, after, fate, lag) => new SimulatedCall(what, sender, customer, before, after, fate, lag));

    private static readonly Gen<SimulatedCall[]> Runs = Gen.Select(
        Calls.Array[1, 80], Gen.Bool, (calls, puts) => puts ? calls : [.. calls.Where(call => call.What != SimulatedWhat.Put)]);

    [Fact]
    public void Check_AnyRunOfARightService_IsGood() => Runs.Sample(
        calls =>
        {
            var violations = HistoryChecker.Check(Simulated.Of(calls).History).Violations;
            Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations.First));
        },
        iter: Iterations);

    [Fact]
    public void Check_AnyRunWithAMissedStop_IsNot() => Gen.Select(Runs, Gen.Int[0, 1_000], Gen.Int[0, 100]).Sample(
        (calls, which, position) =>
        {
            var history = Simulated.Of(calls).History;
            history.Add(Missed(history, which, position));
            return Found(history).Any(kind => kind is ViolationKind.MissedOptOutOfNumber or ViolationKind.MissedOptOutOfAccount);
        },
        iter: Iterations);

    [Fact]
    public void Check_AnyRunWithoutOneAcknowledgedEntry_IsNot() => Gen.Select(Runs, Gen.Int[0, 1_000]).Sample(
        (calls, which) =>
        {
            var history = Simulated.Of(calls).History;
            var told = history.Writes.Where(write => write.Acknowledged?.Position is not null).ToList();
            if (told.Count == 0)
            {
                return true;
            }

            var position = told[which % told.Count].Acknowledged!.Position;
            history.Ledger.RemoveAll(entry => entry.Position == position);
            return Found(history) is var found && found.Contains(ViolationKind.Lost)
                && (found.Contains(ViolationKind.Gap) || position > history.Ledger.Count);
        },
        iter: Iterations);

    [Fact]
    public void Check_LinesInAnyOrder_FindsTheSame() => Gen.Select(Runs, Gen.Int[0, 1_000], Gen.Int[0, 100]).Sample(
        (calls, which, position) =>
        {
            var history = Simulated.Of(calls).History;
            history.Add(Missed(history, which, position));
            var found = Found(history);
            history.Ledger.Reverse();
            history.Writes.Reverse();
            history.Checks.Reverse();
            return found.SequenceEqual(Found(history));
        },
        iter: Iterations);

    private static IReadOnlyList<ViolationKind> Found(History history) => [.. HistoryChecker.Check(history).Violations.Counts.Keys];

    /// <summary>An allowed check just after some STOP was acknowledged, where no opt-in can have lifted it; else after a STOP of its own.</summary>
    private static CheckOperation Missed(History history, int which, int position)
    {
        var stops = history.Writes
            .Where(write => write is { Kind: WriteKind.Stop, Acknowledged.Duplicate: false } && !MayBeLifted(history, write))
            .ToList();
        var stop = stops.Count > 0 ? stops[which % stops.Count] : OwnStop(history);
        return new CheckOperation
        {
            Client = "client",
            Server = 1,
            Called = stop.Returned!.Value + 1,
            Returned = stop.Returned.Value + 2,
            Sender = stop.Sender!,
            Customer = stop.Customer!,
            Decision = Decision.Allowed,
            Position = position,
        };
    }

    private static bool MayBeLifted(History history, WriteAttempt stop) => history.Writes
        .Where(write => write.Kind is WriteKind.Start or WriteKind.Reactivation && write.Customer == stop.Customer && write.Called <= stop.Returned + 2)
        .GroupBy(write => write.Id)
        .Any(attempts => attempts.All(attempt => attempt.Acknowledged is null) || attempts.Any(attempt => attempt.Returned >= stop.Called));

    private static WriteAttempt OwnStop(History history)
    {
        const string Customer = "+15557999999";
        const string Sender = "+15550009999";
        var last = history.Writes.Select(write => write.Returned!.Value).Concat(history.Checks.Select(check => check.Returned!.Value)).DefaultIfEmpty().Max();
        var entry = new EntryRead
        {
            Position = history.Ledger.Count + 1,
            Kind = LedgerEntryKind.OptedOut,
            Record = RecordKeys.OfNumber(Sender, Customer),
            Revision = 1,
            State = ConsentState.OptedOut,
            Moved = true,
            MessageId = "own",
            Sender = Sender,
            Customer = Customer,
        };
        history.Add(entry);
        var stop = new WriteAttempt
        {
            Kind = WriteKind.Stop,
            Id = "own",
            Client = "client",
            Server = 1,
            Called = last + 1,
            Returned = last + 2,
            Sender = Sender,
            Customer = Customer,
            Acknowledged = new WriteAnswer { Effect = Effect.Applied, Position = entry.Position, Record = entry.Record },
        };
        history.Add(stop);
        return stop;
    }
}
