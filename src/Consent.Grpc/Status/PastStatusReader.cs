using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
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
            return Facts(alone, new SenderRoute(sender), null, AccountSenders.None);
        }

        var key = RecordKey.ForAccount(registered.Account, customer);
        var pair = await ReviewedAsync(
            new PairRecords(number, await RecordAsync(key, position, cancellation)), position, cancellation);
        var account = await SettingsAsync(registered.Account, position, cancellation);
        var isAsked = pair.IsAccountOptedOut || (pair.IsNumberOptedOut && !ReplyNumbers.CanBeTexted(sender));
        var senders = isAsked ? await SendersAsync(registered.Account, position, cancellation) : AccountSenders.None;
        return Facts(pair, SenderRoute.Of(registered), account, senders);

        StatusFacts Facts(PairRecords pair, SenderRoute route, CompiledAccount? account, AccountSenders senders) => StatusFacts.Of(
            position, pair, account, (optedOut, policy) => ResubscribeHints.ForSender(
                route, customer, policy, senders, optedOut.IsAccountOptedOut));
    }

    private async Task<StatusFacts> ReadAccountAsync(
        AccountId id, PhoneNumber customer, long position, CancellationToken cancellation)
    {
        var account = await SettingsAsync(id, position, cancellation) ?? throw ConsentErrors.AccountNotFound("account_id");
        var key = RecordKey.ForAccount(id, customer);
        var pair = await ReviewedAsync(
            new PairRecords(null, await RecordAsync(key, position, cancellation)), position, cancellation);
        var senders = pair.IsAccountOptedOut ? await SendersAsync(id, position, cancellation) : AccountSenders.None;
        return StatusFacts.Of(
            position, pair, account, (_, policy) => ResubscribeHints.ForAccount(id, customer, policy, senders));
    }

    private async Task<KeyedRecord> RecordAsync(RecordKey key, long position, CancellationToken cancellation) =>
        new(key, await past.FindRecordAsync(key, position, cancellation));

    private Task<PairRecords> ReviewedAsync(PairRecords pair, long position, CancellationToken cancellation) =>
        reviews.AddAsync(pair, position, static _ => true, cancellation);

    private async Task<CompiledAccount?> SettingsAsync(AccountId account, long position, CancellationToken cancellation) =>
        await past.FindAccountAsync(account, position, cancellation) is { } registered ? CompiledAccount.Of(registered) : null;

    // An account may have thousands of numbers: they are read only where the way back may name one.
    private async Task<AccountSenders> SendersAsync(AccountId account, long position, CancellationToken cancellation) =>
        AccountSenders.Of([.. (await past.SendersAsync(account, position, cancellation)).Select(SenderRoute.Of)]);
}
