using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Grains.Calls;
using Consent.Grains.Registry;
using Consent.Grpc.Access;
using Consent.Grpc.Ledger;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Registry;

/// <summary>Registers senders through their grains, and shows them from the roster.</summary>
internal sealed class SenderHandler(FreshnessGate gate, RegistryCalls grains, RegistryWriter writes)
{
    private const string Resource = "sender";

    public async Task<V1.Sender> PutAsync(PutSenderRequest request, ServerCallContext context)
    {
        var arrivedAt = writes.Now;
        var (sender, expectedRevision) = Read(request);

        // An account is never deleted: once it is seen here, it stays.
        var roster = await gate.RosterAsync(context);
        RefuseUnknown(sender.Account, roster, "sender.account_id");
        RefuseUnknownReplyNumber(sender, roster);
        var known = roster.Registry.FindSender(sender.Number)?.Sender.Revision ?? 0;
        var put = new SenderPut(sender, expectedRevision, arrivedAt, context.GetHttpContext().Caller().Actor);
        var after = await writes.PutAsync(
            (revision, cancellation) => grains.PutAsync(put with { ExpectedRevision = revision }, cancellation),
            (expectedRevision, known), Resource, static current => current.Revision, context);
        return after.ToWire();
    }

    public async Task<V1.Sender> GetAsync(GetSenderRequest request, ServerCallContext context)
    {
        var reader = new RequestReader(default);
        var number = reader.Sender("sender_number", request.SenderNumber);
        reader.ThrowIfInvalid();
        var registry = (await gate.RosterAsync(context)).Registry;
        return registry.FindSender(number)?.Sender.ToWire() ?? throw ConsentErrors.SenderNotFound("sender_number");
    }

    public async Task<ListSendersResponse> ListAsync(ListSendersRequest request, ServerCallContext context)
    {
        var reader = new RequestReader(default);
        var account = reader.Account("account_id", request.AccountId);
        var size = Pages.Size(ref reader, request.PageSize);
        var after = account == default ? null : Pages.After<SenderNumber>(
            ref reader,
            ListOf(account),
            request.PageToken,
            static last => SenderNumber.TryParse(last, out var number) ? number : null);
        reader.ThrowIfInvalid();
        var roster = await gate.RosterAsync(context);
        RefuseUnknown(account, roster, "account_id");

        // One more tells whether there is another page.
        var senders = roster.Registry.ListSenders(account, after, size + 1);
        var response = new ListSendersResponse();
        response.Senders.AddRange(senders.Take(size).Select(WireRegistry.ToWire));
        response.NextPageToken = senders.Count > size ? PageToken.Of(ListOf(account), response.Senders[^1].SenderNumber) : "";
        return response;
    }

    private static string ListOf(AccountId account) => $"accounts/{account}/senders";

    private static void RefuseUnknown(AccountId account, ReplicaRoster roster, string field)
    {
        if (roster.Registry.FindAccount(account) is null)
        {
            throw ConsentErrors.AccountNotFound(field);
        }
    }

    // A sender stays with its account, and is never deleted: a reply number that is seen here stays one.
    private static void RefuseUnknownReplyNumber(Core.Registry.Sender sender, ReplicaRoster roster)
    {
        var reader = new RequestReader(default);
        reader.Add(Resource, SenderChecks.OfReplyNumber(sender, roster.Registry.RouteOf(sender.ReplyNumber.GetValueOrDefault())));
        reader.ThrowIfInvalid();
    }

    private static (Core.Registry.Sender Sender, long? ExpectedRevision) Read(PutSenderRequest request)
    {
        var reader = new RequestReader(default);
        reader.RefuseUnknown(request);
        var given = request.Sender;
        reader.CheckNotEmpty(Resource, given, new V1.Sender { SenderNumber = given?.SenderNumber ?? "" });
        var wire = given ?? new V1.Sender();
        var number = given is null ? default : reader.Sender("sender.sender_number", wire.SenderNumber);

        // An account that is not named at all is the core's to miss.
        var account = wire.AccountId.Length == 0 ? default : reader.Account("sender.account_id", wire.AccountId);
        var replyNumber = wire.ReplyNumber.Length == 0 ? default : reader.Sender("sender.reply_number", wire.ReplyNumber);
        var sender = wire.ToCore(number, account, replyNumber == default ? null : replyNumber);
        if (given is not null)
        {
            reader.Add(
                Resource,
                [.. SenderChecks.Of(sender).Where(problem => problem.Field != "account_id" || wire.AccountId.Length == 0)]);
            reader.CheckRevision(Resource, wire.HasRevision, wire.Revision);
        }

        reader.ThrowIfInvalid();
        return (sender, wire.HasRevision ? wire.Revision : null);
    }
}
