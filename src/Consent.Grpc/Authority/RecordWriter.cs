using Consent.Core.Records;
using Consent.Grains.Consents;
using Consent.Grpc.Calls;
using Consent.Grpc.Errors;
using Consent.Grpc.Notices;
using Consent.Roster.Freshness;
using Grpc.Core;

namespace Consent.Grpc.Authority;

/// <summary>Enters an event through its record's grain, and waits until every server that answers checks knows.</summary>
internal sealed class RecordWriter(
    RecordGrains grains, Acknowledgement acknowledgement, DatabaseClock clock, Notice notice, TimeProvider time)
{
    /// <summary>The database's clock, which dates what arrives.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: nothing has been heard of the database yet.</exception>
    public Instant Now => clock.Now ?? throw ConsentErrors.RosterStale();

    /// <exception cref="OperationCanceledException">Out of time: nothing is acknowledged, though the write may be finished.</exception>
    public async Task<RecordAnswer> WriteAsync(
        RecordKey key, ConsentEvent consentEvent, ResubscribePolicy policy, ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);
        var request = new RecordRequest(consentEvent, policy, notice.Replies());
        var answer = await grains.CallAsync(key, grain => grain.RecordAsync(request), callTime.Token);
        await acknowledgement.WaitAsync(callTime.Token);
        return answer;
    }
}
