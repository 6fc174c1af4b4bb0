using Consent.Core.Records;
using Consent.Storage.Ledger;
using Consent.Storage.Records;
using Consent.Storage.Reviews;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Consent.Grains.Records;

/// <summary>The writer of one record.</summary>
/// <remarks>Placed on the server that is asked first: a hop between servers costs more processor time than the rest of a write here.</remarks>
[PreferLocalPlacement]
[GrainType("consent.2")]
internal sealed class ConsentGrain(
    [PersistentState(ConsentGrainState.Name, ConsentGrainState.Name)] IPersistentState<ConsentGrainState> storage,
    ILedgerReader ledger,
    ReviewTable reviews,
    ILogger<ConsentGrain> logger) : StateGrain(logger), IConsentGrain
{
    private RecordKey _key;
    private ConsentRecord _record = ConsentRecord.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = RecordKey.Parse(this.GetPrimaryKeyString());
        _record = storage.State.Record;
        return Task.CompletedTask;
    }

    public async Task<RecordAnswer> RecordAsync(RecordRequest request)
    {
        RefuseIfDropped();
        var identities = EventIdentity.RepeatedBy(request.Event);
        if (await FindAnsweredAsync(identities) is { } answered)
        {
            // The first caller may have got no answer, because no standby had the event. This caller will rely on it.
            await OrDropAsync(ledger.ConfirmAsync);
            return new RecordAnswer(_record, answered, IsDuplicate: true);
        }

        var transition = RecordRules.Apply(_record, request.Event, request.Policy, request.Replies, identities.Own);
        await CommitAsync(ConsentGrainState.From(_key, transition, request.Event));
        return new RecordAnswer(_record, _record.Answered[^1], Mark: storage.State.Mark);
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
                Customer = use.Customer,
                Sender = use.Sender,
                Matched = use.Purpose.ToString(),
            }));
        }

        return after is not null;
    }

    public async Task<bool> ResolveReviewAsync(ReviewResolution resolution)
    {
        RefuseIfDropped();

        // Whatever another writer enters from now on makes the write a conflict.
        var review = await OrDropAsync(() => reviews.FindAsync(resolution.Position, CancellationToken.None));
        if (review is null || RecordKey.Parse(review.Entry.RecordKey) != _key)
        {
            return false;
        }

        if (review.Settlement is not null)
        {
            await OrDropAsync(ledger.ConfirmAsync);
            return true;
        }

        // The person who decides is not the customer: no reply is called for.
        var settling = ReviewRules.ToEvent(review.Text, resolution);
        var transition = RecordRules.Apply(_record, settling, ResubscribePolicy.CustomerStart, ReplyTexts.None);
        await CommitAsync(ConsentGrainState.From(_key, transition, settling));
        return true;
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

    private async ValueTask<AnsweredEvent?> FindAnsweredAsync(RepeatedIdentities identities)
    {
        var isRemembered = _record.Answered.Any(answered => identities.Include(answered.Identity));
        if (!isRemembered && _record.Revision <= _record.Answered.Length)
        {
            return null;
        }

        // A restore may have undone what memory holds: an event is a repetition only if the ledger has it.
        var answered = await OrDropAsync(() => ledger.FindAnsweredAsync(_key, identities, CancellationToken.None));
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
            // It was not tried, so memory is still right.
            storage.State = before;
            throw busy;
        }

        _record = storage.State.Record;
    });
}
