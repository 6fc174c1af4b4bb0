using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grpc.Notices;
using Consent.Grpc.Records;
using Consent.Grpc.Wire;
using Consent.Storage.Ledger;

namespace Consent.Grpc.Status;

/// <summary>Reads what a status is made from as it was: from the ledger, up to one of its positions.</summary>
internal sealed class PastStatusReader(LedgerPast past, OpenReviews reviews)
{
    public async Task<StatusFacts> ReadAsync(
        RecordScope scope, PhoneNumber customer, StatusMoment asOf, long knownPosition, CancellationToken cancellation)
    {
        var position = asOf.Time is { } time
            ? await past.PositionAtAsync(time, customer, cancellation)
            : await RequireReachedAsync(asOf.Position, knownPosition, cancellation);
        return scope.Sender is { } sender
            ? await ReadNumberAsync(sender, customer, position, cancellation)
            : await ReadAccountAsync(scope.Account!.Value, customer, position, cancellation);
    }

    // Another server may have answered a position that the roster here does not have yet.
    private async Task<long> RequireReachedAsync(long position, long knownPosition, CancellationToken cancellation)
    {
        if (position > knownPosition && await past.EndAsync(cancellation) is var end && position > end)
        {
            throw ConsentErrors.InvalidArgument(StatusMoment.BeyondTheEnd(end));
        }

        return position;
    }

    private async Task<StatusFacts> ReadNumberAsync(
        SenderNumber sender, PhoneNumber customer, long position, CancellationToken cancellation)
    {
        var number = await RecordAsync(RecordKey.ForNumber(sender, customer), position, cancellation);
        if (await past.FindSenderAsync(sender, position, cancellation) is not { } registered)
        {
            var alone = await ReviewedAsync(new PairRecords(number, null), position, cancellation);
            return StatusFacts.Of(
                position, alone, null, _ => ResubscribeHints.ForNumber(new SenderRoute(sender), null, null));
        }

        var key = RecordKey.ForAccount(registered.Account, customer);
        var pair = await ReviewedAsync(
            new PairRecords(number, await RecordAsync(key, position, cancellation)), position, cancellation);
        var account = await SettingsAsync(registered.Account, position, cancellation);
        var standard = await StandardNumberAsync(pair, registered.Account, position, cancellation);
        return StatusFacts.Of(
            position, pair, account, _ => ResubscribeHints.ForNumber(SenderRoute.Of(registered), account, standard));
    }

    private async Task<StatusFacts> ReadAccountAsync(
        AccountId id, PhoneNumber customer, long position, CancellationToken cancellation)
    {
        var account = await SettingsAsync(id, position, cancellation) ?? throw ConsentErrors.AccountNotFound("account_id");
        var key = RecordKey.ForAccount(id, customer);
        var pair = await ReviewedAsync(
            new PairRecords(null, await RecordAsync(key, position, cancellation)), position, cancellation);
        var standard = await StandardNumberAsync(pair, id, position, cancellation);
        return StatusFacts.Of(position, pair, account, _ => ResubscribeHints.ForAccount(account, standard));
    }

    private async Task<KeyedRecord> RecordAsync(RecordKey key, long position, CancellationToken cancellation) =>
        new(key, await past.FindRecordAsync(key, position, cancellation));

    private Task<PairRecords> ReviewedAsync(PairRecords pair, long position, CancellationToken cancellation) =>
        reviews.AddAsync(pair, position, static _ => true, cancellation);

    private async Task<CompiledAccount?> SettingsAsync(AccountId account, long position, CancellationToken cancellation) =>
        await past.FindAccountAsync(account, position, cancellation) is { } registered ? CompiledAccount.Of(registered) : null;

    // An account may have thousands of numbers, and only the way back from its opt-out names one.
    private async Task<SenderNumber?> StandardNumberAsync(
        PairRecords pair, AccountId account, long position, CancellationToken cancellation) => pair.IsAccountOptedOut
            ? (await past.SendersAsync(account, position, cancellation))
                .Find(sender => ResubscribeHints.TakesStarts(sender.Kind, sender.Number))?.Number
            : null;
}
