using Consent.Core.Records;
using Consent.Storage.Records;
using Consent.Storage.Ledger;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Consent.Grains.Records;

/// <summary>A writer with a cache: the database is the truth, and memory changes after the commit, never before.</summary>
/// <remarks>On the server that is asked first: a way between servers costs a write more processor time than all else it does here.</remarks>
[PreferLocalPlacement]
internal sealed class ConsentGrain(
    [PersistentState(ConsentGrainState.Name, ConsentGrainState.Name)] IPersistentState<ConsentGrainState> storage,
    ILedgerReader ledger,
    ILogger<ConsentGrain> logger) : Grain, IConsentGrain
{
    private RecordKey _key;
    private ConsentRecord _record = ConsentRecord.Empty;
    private bool _dropped;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = RecordKey.Parse(this.GetPrimaryKeyString());
        _record = storage.State.Record;
        return Task.CompletedTask;
    }

    public async Task<RecordAnswer> RecordAsync(RecordRequest request)
    {
        RefuseIfDropped();
        var identity = EventIdentity.Of(request.Event);
        if (await FindAnsweredAsync(identity) is { } answered)
        {
            // Its first writer may have been told nothing, as no standby had it; whoever is told now relies on it.
            await OrDropAsync(ledger.ConfirmAsync);
            return new RecordAnswer(_record, answered, IsDuplicate: true);
        }

        var transition = RecordRules.Apply(_record, request.Event, request.Policy, request.Replies, identity);
        await CommitAsync(ConsentGrainState.From(_key, transition, request.Event));
        return new RecordAnswer(_record, _record.Answered[^1]);
    }

    public async Task<bool> UseReplyAsync(ReplyUse use)
    {
        RefuseIfDropped();
        var after = UseReply(use);
        if (ReferenceEquals(after, _record))
        {
            // Nothing would be written, so nothing would show that a later opt-out, entered elsewhere, has cancelled the reply.
            await ReadAgainAsync();
            after = UseReply(use);
        }

        if (after is not null && !ReferenceEquals(after, _record))
        {
            await CommitAsync(ConsentGrainState.From(_key, after, new ConsentEvent
            {
                Kind = EventKind.ReplySent,
                Id = use.OutgoingId,
                Source = ConsentSource.Unspecified,
                ArrivedAt = use.Now,
                Sender = use.Sender,
                Matched = use.Purpose.ToString(),
            }));
        }

        return after is not null;
    }

    public async Task<RecordAnswer> GetAsync(long knownPosition)
    {
        RefuseIfDropped();

        // Behind, or ahead in a ledger that has gone back since.
        if (_record.ToStanding().Position != knownPosition)
        {
            await ReadAgainAsync();
        }

        return new RecordAnswer(_record);
    }

    private ConsentRecord? UseReply(ReplyUse use) =>
        RecordRules.UseReply(_record, use.Sender, use.Purpose, use.OutgoingId, use.Now);

    private async ValueTask<AnsweredEvent?> FindAnsweredAsync(string identity)
    {
        var isRemembered = _record.Answered.Any(answered => answered.Identity == identity);
        if (!isRemembered && _record.Revision <= _record.Answered.Length)
        {
            return null;
        }

        // What is remembered may have been undone since: nothing is a repetition of what the ledger does not hold.
        var answered = await OrDropAsync(() => ledger.FindAnsweredAsync(_key, identity, CancellationToken.None));
        if (answered is null && isRemembered)
        {
            await ReadAgainAsync();
        }

        return answered;
    }

    private Task ReadAgainAsync() => OrDropAsync(async () =>
    {
        await storage.ReadStateAsync();
        _record = storage.State.Record;
    });

    private Task CommitAsync(ConsentGrainState after) => OrDropAsync(async () =>
    {
        var before = storage.State;
        storage.State = after;
        try
        {
            await storage.WriteStateAsync();
        }
        catch (Exception e) when (RecordUnavailableException.Because(e) is { Failure: RecordFailure.Busy } busy)
        {
            // Not tried: what was in memory is still so.
            storage.State = before;
            throw busy;
        }

        _record = storage.State.Record;
    });

    private async Task OrDropAsync(Func<Task> work) => await OrDropAsync(async () =>
    {
        await work();
        return true;
    });

    // After a failure nobody knows what the database holds: this activation answers nothing more, nor does its queue.
    private async Task<T> OrDropAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not RecordUnavailableException)
        {
            _dropped = true;
            DeactivateOnIdle();
            Log.ActivationDropped(logger, e);
            throw RecordUnavailableException.Because(e);
        }
    }

    private void RefuseIfDropped()
    {
        if (_dropped)
        {
            throw new RecordUnavailableException("The record is being read again.", RecordFailure.Passing);
        }
    }
}
