using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Limits;
using Consent.Grpc.Notices;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;
using Channel = Consent.Core.Records.Channel;
using DecisionReason = Consent.Core.Records.DecisionReason;
using MessagePurpose = Consent.Core.Records.MessagePurpose;

namespace Consent.Grpc.Checks;

/// <summary>Answers for one sender and many customers: the campaign path. The gate is passed once.</summary>
internal sealed class BatchCheckSendHandler(FreshnessGate gate, CheckAllowance allowance, Notice notice)
{
    public const int MaxCustomers = 10_000;

    public Task<BatchCheckSendResponse> CheckAsync(BatchCheckSendRequest request, ServerCallContext context)
    {
        var query = Read(request);
        allowance.Take(context, request.CustomerNumbers.Count);
        return gate.AnswerAsync(
            (Batches: this, Request: request, Query: query),
            static (asked, roster) => Task.FromResult(asked.Batches.Check(asked.Request, asked.Query, roster)),
            context);
    }

    private BatchCheckSendResponse Check(BatchCheckSendRequest request, in BatchQuery query, ReplicaRoster roster)
    {
        var response = new BatchCheckSendResponse { LedgerPosition = roster.Position };
        response.Decisions.Capacity = request.CustomerNumbers.Count;
        DecisionReason? shown = null;
        foreach (var customerNumber in request.CustomerNumbers)
        {
            if (Answer(response, roster, query, customerNumber) is { IsBlocked: true } blocked)
            {
                shown = Notice.Graver(shown, blocked.Reason);
            }
        }

        if (shown is { } reason)
        {
            response.Notice = notice.For(reason, roster.Registry.FindSender(query.Sender)?.Settings);
        }

        return response;
    }

    private static BatchQuery Read(BatchCheckSendRequest request)
    {
        var reader = new RequestReader(default);
        var sender = reader.Sender("sender_number", request.SenderNumber);
        reader.Count("customer_numbers", request.CustomerNumbers.Count, MaxCustomers);
        var channel = reader.Channel(request.Channel);
        var purpose = reader.Purpose(request.Purpose);
        if (SendRules.IsReply(purpose))
        {
            reader.Add("purpose", ErrorReason.PurposeNotAccepted,
                "purpose cannot be a reply in a batch. Check replies one by one with CheckSend or StreamCheckSend.");
        }

        reader.ThrowIfInvalid();
        return new BatchQuery(sender, channel, purpose);
    }

    // Null where nothing was decided.
    private static SendDecision? Answer(
        BatchCheckSendResponse response, ReplicaRoster roster, in BatchQuery query, string customerNumber)
    {
        if (!PhoneNumber.TryParse(customerNumber, out var customer) || !customer.IsPossible || query.Sender.Is(customer))
        {
            Add(response, V1.Decision.Invalid, V1.DecisionReason.InvalidCustomerNumber);
            return null;
        }

        var decision = roster.FindPair(query.Sender, customer).Decide(query.Channel, query.Purpose);
        if (decision.IsBlocked)
        {
            Add(response, V1.Decision.Blocked, decision.Reason.ToWire());
        }
        else
        {
            response.Decisions.Add(V1.Decision.Allowed);
        }

        return decision;
    }

    private static void Add(BatchCheckSendResponse response, V1.Decision decision, V1.DecisionReason reason)
    {
        response.Exceptions.Add(new BatchCheckSendException { Index = response.Decisions.Count, Reason = reason });
        response.Decisions.Add(decision);
    }

    private readonly record struct BatchQuery(SenderNumber Sender, Channel Channel, MessagePurpose Purpose);
}
