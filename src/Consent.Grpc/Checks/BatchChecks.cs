using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Notices;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Checks;

/// <summary>Answers for one sender and many customers at once: the campaign path. The gate is passed once, when the batch arrives.</summary>
internal sealed class BatchChecks(FreshnessGate gate, Notice notice)
{
    public const int MaxCustomers = 10_000;

    public Task<BatchCheckSendResponse> CheckAsync(BatchCheckSendRequest request, ServerCallContext context)
    {
        var sender = ReadSender(request);
        var passing = gate.RosterAsync(context);
        return passing.IsCompletedSuccessfully
            ? Task.FromResult(Check(request, sender, passing.Result))
            : CheckLaterAsync(request, sender, passing);
    }

    private async Task<BatchCheckSendResponse> CheckLaterAsync(
        BatchCheckSendRequest request, SenderNumber sender, ValueTask<ReplicaRoster> passing) =>
        Check(request, sender, await passing);

    private BatchCheckSendResponse Check(BatchCheckSendRequest request, SenderNumber sender, ReplicaRoster roster)
    {
        var response = new BatchCheckSendResponse { LedgerPosition = roster.Position };
        response.Decisions.Capacity = request.CustomerNumbers.Count;
        var covered = SendRules.IsCovered((Core.Records.Channel)request.Channel);
        var isAnyBlocked = false;
        foreach (var customerNumber in request.CustomerNumbers)
        {
            isAnyBlocked |= Answer(response, roster, sender, customerNumber, covered);
        }

        if (isAnyBlocked)
        {
            response.Notice = notice.BlockedFor(roster.Registry.FindSender(sender)?.Settings);
        }

        return response;
    }

    private static SenderNumber ReadSender(BatchCheckSendRequest request)
    {
        var reader = new RequestReader(default);
        var sender = reader.Sender("sender_number", request.SenderNumber);
        reader.Count("customer_numbers", request.CustomerNumbers.Count, MaxCustomers);
        reader.Known("channel", request.Channel);
        reader.Known("purpose", request.Purpose);
        if (SendRules.IsReply((Core.Records.MessagePurpose)request.Purpose))
        {
            reader.Add("purpose", ErrorReason.PurposeNotAccepted,
                "purpose cannot be a reply in a batch: replies are let out one by one, by CheckSend or StreamCheckSend.");
        }

        reader.ThrowIfInvalid();
        return sender;
    }

    // True where it is blocked.
    private static bool Answer(
        BatchCheckSendResponse response, ReplicaRoster roster, SenderNumber sender, string customerNumber, bool covered)
    {
        if (!PhoneNumber.TryParse(customerNumber, out var customer) || sender.Is(customer))
        {
            Add(response, V1.Decision.Invalid, V1.DecisionReason.InvalidCustomerNumber);
            return false;
        }

        var decision = covered ? roster.Decide(sender, customer) : default;
        if (!decision.IsBlocked)
        {
            response.Decisions.Add(V1.Decision.Allowed);
            return false;
        }

        Add(response, V1.Decision.Blocked, (V1.DecisionReason)decision.Reason);
        return true;
    }

    private static void Add(BatchCheckSendResponse response, V1.Decision decision, V1.DecisionReason reason)
    {
        response.Exceptions.Add(new BatchCheckSendException { Index = response.Decisions.Count, Reason = reason });
        response.Decisions.Add(decision);
    }
}
