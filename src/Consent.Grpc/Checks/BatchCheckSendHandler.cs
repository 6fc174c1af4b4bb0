using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Notices;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;
using Channel = Consent.Core.Records.Channel;

namespace Consent.Grpc.Checks;

/// <summary>Answers for one sender and many customers: the campaign path. The gate is passed once.</summary>
internal sealed class BatchCheckSendHandler(FreshnessGate gate, Notice notice)
{
    public const int MaxCustomers = 10_000;

    public Task<BatchCheckSendResponse> CheckAsync(BatchCheckSendRequest request, ServerCallContext context)
    {
        var (sender, channel) = Read(request);
        return gate.AnswerAsync(
            (Batches: this, Request: request, Sender: sender, Channel: channel),
            static (asked, roster) => Task.FromResult(asked.Batches.Check(asked.Request, asked.Sender, asked.Channel, roster)),
            context);
    }

    private BatchCheckSendResponse Check(
        BatchCheckSendRequest request, SenderNumber sender, Channel channel, ReplicaRoster roster)
    {
        var response = new BatchCheckSendResponse { LedgerPosition = roster.Position };
        response.Decisions.Capacity = request.CustomerNumbers.Count;
        var isAnyBlocked = false;
        foreach (var customerNumber in request.CustomerNumbers)
        {
            isAnyBlocked |= Answer(response, roster, sender, customerNumber, channel);
        }

        if (isAnyBlocked)
        {
            response.Notice = notice.BlockedFor(roster.Registry.FindSender(sender)?.Settings);
        }

        return response;
    }

    private static (SenderNumber Sender, Channel Channel) Read(BatchCheckSendRequest request)
    {
        var reader = new RequestReader(default);
        var sender = reader.Sender("sender_number", request.SenderNumber);
        reader.Count("customer_numbers", request.CustomerNumbers.Count, MaxCustomers);
        var channel = reader.Channel(request.Channel);
        if (SendRules.IsReply(reader.Purpose(request.Purpose)))
        {
            reader.Add("purpose", ErrorReason.PurposeNotAccepted,
                "purpose cannot be a reply in a batch. Check replies one by one with CheckSend or StreamCheckSend.");
        }

        reader.ThrowIfInvalid();
        return (sender, channel);
    }

    // True where it is blocked.
    private static bool Answer(
        BatchCheckSendResponse response, ReplicaRoster roster, SenderNumber sender, string customerNumber, Channel channel)
    {
        if (!PhoneNumber.TryParse(customerNumber, out var customer) || sender.Is(customer))
        {
            Add(response, V1.Decision.Invalid, V1.DecisionReason.InvalidCustomerNumber);
            return false;
        }

        var decision = roster.FindPair(sender, customer).Decide(channel);
        if (!decision.IsBlocked)
        {
            response.Decisions.Add(V1.Decision.Allowed);
            return false;
        }

        Add(response, V1.Decision.Blocked, decision.Reason.ToWire());
        return true;
    }

    private static void Add(BatchCheckSendResponse response, V1.Decision decision, V1.DecisionReason reason)
    {
        response.Exceptions.Add(new BatchCheckSendException { Index = response.Decisions.Count, Reason = reason });
        response.Decisions.Add(decision);
    }
}
