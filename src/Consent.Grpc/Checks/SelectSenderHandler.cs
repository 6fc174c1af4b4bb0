using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Limits;
using Consent.Grpc.Notices;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;
using DecisionReason = Consent.Core.Records.DecisionReason;

namespace Consent.Grpc.Checks;

/// <summary>Which of a business's numbers may text a customer, and which to use. The gate is passed once.</summary>
internal sealed class SelectSenderHandler(FreshnessGate gate, CheckAllowance allowance, Notice notice)
{
    public Task<SelectSenderResponse> SelectAsync(SelectSenderRequest request, ServerCallContext context) => gate.AnswerAsync(
        (Selection: this, Request: request, Query: SelectionQuery.Read(request), Context: context),
        static (asked, roster) => Task.FromResult(asked.Selection.Select(asked.Request, asked.Query, roster, asked.Context)),
        context);

    private SelectSenderResponse Select(
        SelectSenderRequest request, in SelectionQuery query, ReplicaRoster roster, ServerCallContext context)
    {
        // The position first: what is applied afterwards may be known too, what came before must be.
        var response = new SelectSenderResponse { LedgerPosition = roster.Position };
        if (query.Candidates is { } candidates)
        {
            allowance.Take(context, candidates.Length);
            AddCandidates(response, request, candidates, query, roster);
        }
        else
        {
            AddSendersOfAccount(response, query, roster, context);
        }

        if (response.SenderNumber.Length == 0 && response.Candidates.Count > 0)
        {
            var account = query.Candidates is { } given
                ? roster.Registry.FindSender(given[0])?.Settings
                : roster.Registry.FindAccount(query.Account);
            response.Notice = notice.For(Shown(response), account);
        }

        return response;
    }

    private static DecisionReason Shown(SelectSenderResponse response)
    {
        DecisionReason? shown = null;
        foreach (var candidate in response.Candidates)
        {
            shown = Notice.Graver(shown, (DecisionReason)candidate.Reason);
        }

        return shown.GetValueOrDefault();
    }

    private static void AddCandidates(
        SelectSenderResponse response,
        SelectSenderRequest request,
        SenderNumber[] candidates,
        in SelectionQuery query,
        ReplicaRoster roster)
    {
        response.Candidates.Capacity = candidates.Length;
        for (var index = 0; index < candidates.Length; index++)
        {
            var decision = roster.FindPair(candidates[index], query.Customer).Decide(query.Channel, query.Purpose);
            Add(response, request.SenderNumbers[index], decision, candidates[index] == query.Preferred);
        }
    }

    private void AddSendersOfAccount(
        SelectSenderResponse response, in SelectionQuery query, ReplicaRoster roster, ServerCallContext context)
    {
        if (roster.Registry.FindAccount(query.Account) is null)
        {
            throw ConsentErrors.AccountNotFound("account_id");
        }

        var senders = roster.Registry.SendersOf(query.Account, null, SelectionQuery.MaxCandidates + 1);
        if (senders.Length > SelectionQuery.MaxCandidates)
        {
            throw ConsentErrors.TooManySenders("account_id", SelectionQuery.MaxCandidates);
        }

        allowance.Take(context, Math.Max(senders.Length, 1));
        var isPreferredThere = query.Preferred == default;
        response.Candidates.Capacity = senders.Length;
        foreach (var sender in senders)
        {
            isPreferredThere |= sender.Number == query.Preferred;

            // Nobody texts from a number to itself.
            if (!sender.Number.Is(query.Customer))
            {
                var decision = roster.FindPair(sender, query.Customer).Decide(query.Channel, query.Purpose);
                Add(response, sender.Number.AsGiven, decision, sender.Number == query.Preferred);
            }
        }

        if (!isPreferredThere)
        {
            throw ConsentErrors.SenderNotFound("preferred_sender_number");
        }
    }

    private static void Add(SelectSenderResponse response, string sender, in SendDecision decision, bool isPreferred)
    {
        response.Candidates.Add(new SenderDecision
        {
            SenderNumber = sender,
            Decision = decision.Decision.ToWire(),
            Reason = decision.Reason.ToWire(),
        });
        if (!decision.IsBlocked && (isPreferred || response.SenderNumber.Length == 0))
        {
            response.SenderNumber = sender;
        }
    }
}
