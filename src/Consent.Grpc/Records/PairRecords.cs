using Consent.Core.Records;
using Consent.Grpc.Ledger;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.V1;
using ConsentRecord = Consent.Core.Records.ConsentRecord;

namespace Consent.Grpc.Records;

/// <summary>The records that bear on an answer, as they stood at one moment; null where there is none to ask.</summary>
/// <param name="Number">The number's own.</param>
/// <param name="Account">That of the number's account, or of the account asked about.</param>
internal readonly record struct PairRecords(KeyedRecord? Number, KeyedRecord? Account)
{
    public bool IsAccountOptedOut => Account?.Record.ToStanding().IsOptedOut == true;

    /// <summary>What CheckSend answers for an SMS that is no reply.</summary>
    public SendDecision Decide() =>
        SendRules.Decide(
        Core.Records.Channel.Sms,
        replyPending: false,
        Number?.Record.ToStanding() ?? default,
        Account?.Record.ToStanding() ?? default);

    /// <summary>Those in which anything has been entered, the number's own first.</summary>
    public void AddTo(GetStatusResponse response)
    {
        foreach (var keyed in new[] { Number, Account })
        {
            if (keyed is { Record.Revision: > 0 } known)
            {
                response.Records.Add(known.Record.ToWire(known.Key));
            }
        }
    }
}

/// <summary>A record, and whose it is.</summary>
internal readonly record struct KeyedRecord(RecordKey Key, ConsentRecord Record);
