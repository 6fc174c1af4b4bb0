using Consent.Core.Access;
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

/// <summary>Registers accounts through their grains, and shows them from the roster.</summary>
internal sealed class AccountHandler(FreshnessGate gate, RegistryCalls grains, RegistryWriter writes)
{
    private const string Resource = "account";
    private const string List = "accounts";

    public async Task<V1.Account> PutAsync(PutAccountRequest request, ServerCallContext context)
    {
        var arrivedAt = writes.Now;
        var (account, expectedRevision) = Read(request);

        // A server that is cut off could not acknowledge.
        var roster = await gate.RosterAsync(context);
        var known = roster.Registry.FindAccount(account.Id)?.Account.Revision ?? 0;
        var put = new AccountPut(account, expectedRevision, arrivedAt, context.GetHttpContext().Caller().Actor);
        var after = await writes.PutAsync(
            (revision, cancellation) => grains.PutAsync(put with { ExpectedRevision = revision }, cancellation),
            (expectedRevision, known), Resource, static current => current.Revision, context);
        return after.ToWire();
    }

    public async Task<V1.Account> GetAsync(GetAccountRequest request, ServerCallContext context)
    {
        var reader = new RequestReader(default);
        var id = reader.Account("account_id", request.AccountId);
        reader.ThrowIfInvalid();
        var registry = (await gate.RosterAsync(context)).Registry;
        return registry.FindAccount(id)?.Account.ToWire() ?? throw ConsentErrors.AccountNotFound("account_id");
    }

    public async Task<ListAccountsResponse> ListAsync(ListAccountsRequest request, ServerCallContext context)
    {
        var reader = new RequestReader(default);
        var size = Pages.Size(ref reader, request.PageSize);
        var after = Pages.After<AccountId>(
            ref reader, List, request.PageToken, static last => AccountId.TryParse(last, out var id) ? id : null);
        reader.ThrowIfInvalid();
        var registry = (await gate.RosterAsync(context)).Registry;

        // One more tells whether there is another page.
        var grant = context.GetHttpContext().Caller().Grant;
        return Page(grant.IsLimited ? Covered(grant, registry, after, size + 1) : registry.ListAccounts(after, size + 1), size);
    }

    private static List<Core.Registry.Account> Covered(Grant grant, RosterRegistry registry, AccountId? after, int size) =>
    [
        .. grant.Accounts
            .Where(account => grant.Covers(account) && !(string.CompareOrdinal(account.ToString(), after?.ToString()) <= 0))
            .Select(account => registry.FindAccount(account)?.Account)
            .OfType<Core.Registry.Account>()
            .OrderBy(account => account.Id.ToString(), StringComparer.Ordinal)
            .Take(size),
    ];

    // An account may have hundreds of keywords.
    private static ListAccountsResponse Page(IReadOnlyList<Core.Registry.Account> accounts, int size)
    {
        var response = new ListAccountsResponse();
        if (Pages.Fill(response.Accounts, accounts.Select(WireRegistry.ToWire), size))
        {
            response.NextPageToken = PageToken.Of(List, response.Accounts[^1].AccountId);
        }

        return response;
    }

    private static (Core.Registry.Account Account, long? ExpectedRevision) Read(PutAccountRequest request)
    {
        var reader = new RequestReader(default);
        reader.RefuseUnknown(request);
        var given = request.Account;
        reader.CheckNotEmpty(Resource, given, new V1.Account { AccountId = given?.AccountId ?? "" });
        var wire = given ?? new V1.Account();
        var account = wire.ToCore(given is null ? default : reader.Account("account.account_id", wire.AccountId));
        if (given is not null)
        {
            reader.Add(Resource, AccountChecks.Of(account));
            reader.CheckRevision(Resource, wire.HasRevision, wire.Revision);
        }

        reader.ThrowIfInvalid();
        return (account, wire.HasRevision ? wire.Revision : null);
    }
}
