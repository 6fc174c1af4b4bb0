using Consent.Grpc.Registry;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentRegistryService(AccountHandler accounts, SenderHandler senders) : ConsentRegistry.ConsentRegistryBase
{
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
