using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grains.Calls;
using Consent.Roster.Memory;

namespace Consent.Grpc.Records;

/// <summary>Reads whole records from their grains: the same as the roster knows, or newer.</summary>
internal sealed class RecordReader(RecordGrains grains)
{
    /// <summary>The record that is named, and with a number's its account's.</summary>
    public async Task<PairRecords> ReadAsync(
        RecordScope scope, PhoneNumber customer, ReplicaRoster roster, CancellationToken cancellation)
    {
        if (scope.Sender is not { } sender)
        {
            return new PairRecords(null, await ReadAccountAsync(scope.Account!.Value, customer, roster, cancellation));
        }

        var key = RecordKey.ForNumber(sender, customer);
        var known = roster.Find(sender, customer).Position;
        var number = await ReadAsync(key, known, cancellation);
        while (scope.AccountIn(roster) is { } id)
        {
            // As in ReplicaRoster.FindPair: a number's record that is unchanged afterwards held while the account's was read.
            var account = await ReadAccountAsync(id, customer, roster, cancellation);
            var again = await ReadAsync(key, known, cancellation);
            if (again.Record.Revision == number.Record.Revision)
            {
                return new PairRecords(number, account);
            }

            number = again;
        }

        return new PairRecords(number, null);
    }

    private Task<KeyedRecord> ReadAccountAsync(
        AccountId account, PhoneNumber customer, ReplicaRoster roster, CancellationToken cancellation) =>
        ReadAsync(RecordKey.ForAccount(account, customer), roster.Find(account, customer).Position, cancellation);

    private async Task<KeyedRecord> ReadAsync(RecordKey key, long knownPosition, CancellationToken cancellation) =>
        new(key, await grains.GetAsync(key, knownPosition, cancellation));
}
