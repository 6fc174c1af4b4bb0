using Consent.Core.Access;
using Consent.Grpc.Access;
using Consent.Grpc.Registry;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentRegistryService(AccountHandler accounts, SenderHandler senders) : ConsentRegistry.ConsentRegistryBase
{
    public static readonly Demands Demands = new Demands(ConsentRegistry.Descriptor)
        .Add<PutAccountRequest>(
            nameof(PutAccount), Roles.Admin, static put => Scope.Of(account: put.Account?.AccountId ?? ""))
        .Add<GetAccountRequest>(nameof(GetAccount), Roles.Read, static get => Scope.Of(account: get.AccountId))
        .Add<ListAccountsRequest>(nameof(ListAccounts), Roles.Read, static _ => Scope.None) // Its own.
        
        // A number that is not registered is nobody's: only an unlimited caller gives it to an account.
        .Add<PutSenderRequest>(
            nameof(PutSender),
            Roles.Admin,
            static put => Scope.Of(put.Sender?.SenderNumber ?? "", put.Sender?.AccountId ?? ""))
        .Add<GetSenderRequest>(nameof(GetSender), Roles.Read, static get => Scope.Of(get.SenderNumber))
        .Add<ListSendersRequest>(nameof(ListSenders), Roles.Read, static list => Scope.Of(account: list.AccountId));

    public override Task<Account> PutAccount(PutAccountRequest request, ServerCallContext context) =>
        accounts.PutAsync(request, context);

    public override Task<Account> GetAccount(GetAccountRequest request, ServerCallContext context) =>
        accounts.GetAsync(request, context);

    public override Task<ListAccountsResponse> ListAccounts(ListAccountsRequest request, ServerCallContext context) =>
        accounts.ListAsync(request, context);

    public override Task<Sender> PutSender(PutSenderRequest request, ServerCallContext context) =>
        senders.PutAsync(request, context);

    public override Task<Sender> GetSender(GetSenderRequest request, ServerCallContext context) =>
        senders.GetAsync(request, context);

    public override Task<ListSendersResponse> ListSenders(ListSendersRequest request, ServerCallContext context) =>
        senders.ListAsync(request, context);
}
