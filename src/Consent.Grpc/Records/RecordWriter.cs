using Consent.Core.Records;
using Consent.Grains.Calls;
using Consent.Grains.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Memory;
using Grpc.Core;

namespace Consent.Grpc.Records;

/// <summary>Enters what was said of a record through its grain, and waits until every server that answers checks knows.</summary>
internal sealed class RecordWriter(RecordGrains grains, Acknowledgement acknowledgement, TimeProvider time)
{
    /// <exception cref="OperationCanceledException">Out of time. Not acknowledged; a write may have finished.</exception>
    public async Task<RecordAnswer> WriteAsync(
        Statement said, ReplicaRoster roster, ResubscribePolicy policy, ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);

        // Nobody texted, so no reply is called for.
        var request = new RecordRequest(said.ToEvent(roster), policy, ReplyTexts.None);
        var answer = await grains.RecordAsync(said.Key, request, callTime.Token);
        await acknowledgement.WaitAsync(answer.Committed, callTime.Token);
        return answer;
    }
}
