using Consent.Core.Numbers;
using Consent.Grpc.Records;
using Consent.Roster.Memory;

namespace Consent.Grpc.Status;

/// <summary>Reads what a status is made from as it is now: from the roster and the records' grains.</summary>
internal sealed class PresentStatusReader(RecordReader records, OpenReviews reviews)
{
    public async Task<StatusFacts> ReadAsync(
        RecordScope scope, PhoneNumber customer, ReplicaRoster roster, CancellationToken cancellation)
    {
        var account = scope.FindAccount(roster);

        // The roster first: the grains' records are then the same or newer, and the decision is made from those.
        var position = roster.Position;
        var pair = await records.ReadAsync(scope, customer, roster, cancellation);
        pair = await reviews.AddAsync(pair, position, key => roster.Find(key).HasOpenReview, cancellation);
        return StatusFacts.Of(position, pair, account, (optedOut, policy) => scope.ResubscribeHint(
            customer, policy, roster, optedOut.IsAccountOptedOut));
    }
}
