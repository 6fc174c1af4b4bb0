using Consent.Core.Records;
using Consent.Torture.Histories;
using ConsentSource = Consent.Core.Records.ConsentSource;
using ConsentState = Consent.Core.Records.ConsentState;
using EntryKind = Consent.V1.LedgerEntryKind;

namespace Consent.Torture.Tests.Checking;

/// <summary>A service that does each thing at one moment, and callers who learn of it later, or never: what it records is right.</summary>
/// <remarks>It decides by the production rules, so the checker's own model is held against them.</remarks>
internal sealed class Simulated
{
    private const long Step = 1_000;

    private readonly Dictionary<string, Standing> _standings = [];
    private readonly Dictionary<string, long> _revisions = [];
    private readonly Dictionary<string, Registration> _registered = [];
    private readonly List<(Dictionary<string, Standing> Standings, HashSet<string> Registered)> _past = [([], [])];
    private readonly List<(long Returned, long Position)> _told = [];
    private readonly bool _mayMove;
    private long _point;

    private Simulated(bool mayMove) => _mayMove = mayMove;

    public History History { get; } = new();

    private long Position => _past.Count - 1;

    public static Simulated Of(IReadOnlyCollection<SimulatedCall> calls)
    {
        var simulated = new Simulated(calls.Any(call => call.What == SimulatedWhat.Put));
        foreach (var call in calls)
        {
            simulated._point += Step;
            simulated.Do(call);
        }

        return simulated;
    }

    private void Do(SimulatedCall call)
    {
        switch (call.What)
        {
            case SimulatedWhat.Check:
                Check(call);
                break;
            case SimulatedWhat.Put:
                Put(call);
                break;
            default:
                Write(call);
                break;
        }
    }

    // As of anything between what was told to anyone before the call and what is there now.
    private void Check(SimulatedCall call)
    {
        var called = _point - call.Before;
        var lowest = _told.Where(told => told.Returned < called).Select(told => told.Position).DefaultIfEmpty().Max();
        var at = lowest + (call.Lag % (Position - lowest + 1));
        var (standings, registered) = _past[(int)at];
        var account = registered.Contains(call.Sender) ? standings.GetValueOrDefault(call.AccountRecord) : default;
        var reason = SendRules.Decide(Channel.Sms, replyPending: false, standings.GetValueOrDefault(call.NumberRecord), account);
        History.Add(new CheckOperation
        {
            Client = "client",
            Server = 1,
            Called = called,
            Returned = _point + call.After,
            Sender = call.Sender,
            Customer = call.Customer,
            Decision = (V1.Decision)reason.Decision,
            Reason = call.Lag % 2 == 0 ? (V1.DecisionReason)reason.Reason : null,
            Position = lowest + (call.After % (at - lowest + 1)),
        });
    }

    private void Put(SimulatedCall call)
    {
        var isStandard = _registered.GetValueOrDefault(call.Sender)?.Kind == V1.SenderKind.Standard;
        var registration = new Registration(SimulatedCall.Account, call.Sender, isStandard ? V1.SenderKind.Engage : V1.SenderKind.Standard);
        long? revision = null;
        if (call.TakesEffect)
        {
            _registered[call.Sender] = registration;
            revision = Enter(new EntryRead { Position = 0, Kind = EntryKind.SenderPut, Record = registration.Key, Revision = 0, Registration = registration }).Revision;
        }

        foreach (var attempt in call.Attempts(_point, _mayMove))
        {
            var answer = attempt.IsTold ? new WriteAnswer { Effect = Effect.Applied, Revision = revision } : null;
            Tell(call.Attempt(WriteKind.SenderPut, "", attempt, answer) with { Registration = registration, Sender = null, Customer = null }, answer is null ? null : Position);
        }
    }

    private void Write(SimulatedCall call)
    {
        var id = $"{call.What} {_point}";
        var isNamed = call.What is SimulatedWhat.OptOut or SimulatedWhat.Reactivation or SimulatedWhat.Row;
        var isOfAccount = isNamed ? call.Lag % 2 == 0 : _registered.GetValueOrDefault(call.Sender)?.Kind == V1.SenderKind.Standard;
        var record = isOfAccount ? call.AccountRecord : call.NumberRecord;
        var isDone = call.What == SimulatedWhat.Row && _standings.GetValueOrDefault(record).IsOptedOut;
        EntryRead? entry = null;
        if (call.TakesEffect && !isDone)
        {
            entry = Enter(call, record, id);
            if (call.What == SimulatedWhat.Start && isOfAccount && _standings.GetValueOrDefault(call.NumberRecord).IsOptedOut)
            {
                Enter(call, call.NumberRecord, id);
            }
        }

        foreach (var attempt in call.Attempts(_point, _mayMove))
        {
            var answer = !attempt.IsTold ? null : new WriteAnswer
            {
                Effect = call.What == SimulatedWhat.Row && (isDone || attempt.IsRepeated) ? Effect.Unchanged : Effect.Applied,
                Position = call.What == SimulatedWhat.Row ? null : entry?.Position,
                Record = call.What == SimulatedWhat.Row ? null : record,
                Duplicate = attempt.IsRepeated,
            };
            var sent = call.Attempt(call.Kind, id, attempt, answer);
            Tell(isNamed && isOfAccount ? sent with { Sender = null, Account = SimulatedCall.Account } : sent, entry?.Position ?? (isDone ? Position : null));
        }
    }

    private void Tell(WriteAttempt attempt, long? position)
    {
        History.Add(attempt);
        // Also an import's unchanged row waits until every server knows the opt-out that it found.
        if (attempt.Acknowledged is not null && position is { } told)
        {
            _told.Add((attempt.Returned!.Value, told));
        }
    }

    private EntryRead Enter(SimulatedCall call, string record, string id)
    {
        var before = _standings.GetValueOrDefault(record);
        var source = call.What is SimulatedWhat.Stop or SimulatedWhat.Start ? ConsentSource.InboundSms : ConsentSource.Operator;
        var isOptIn = call.What is SimulatedWhat.Start or SimulatedWhat.Reactivation;

        // Coarse, so that the times of two records are often the same.
        var at = Math.Max(_point / (3 * Step), before.IsNone ? 0 : before.At.Milliseconds + 1);
        var isHelp = call.What == SimulatedWhat.Help;
        if (!isHelp)
        {
            _standings[record] = new Standing(
                isOptIn ? ConsentState.Subscribed : ConsentState.OptedOut, source, before.WasOptedOut || !isOptIn, new Instant(at), Position + 1);
        }

        return Enter(new EntryRead
        {
            Position = 0,
            Kind = call.EntryKind,
            Record = record,
            Revision = 0,
            State = _standings.GetValueOrDefault(record).IsOptedOut ? V1.ConsentState.OptedOut : V1.ConsentState.Subscribed,
            OccurredAt = at,
            Source = (V1.ConsentSource)source,
            Moved = !isHelp,
            MessageId = id,
            Sender = call.Sender,
            Customer = call.Customer,
        });
    }

    private EntryRead Enter(EntryRead entry)
    {
        var revision = _revisions.GetValueOrDefault(entry.Record) + 1;
        _revisions[entry.Record] = revision;
        var entered = entry with { Position = Position + 1, Revision = revision };
        _past.Add((new(_standings), [.. _registered.Keys]));
        History.Add(entered);
        return entered;
    }
}
