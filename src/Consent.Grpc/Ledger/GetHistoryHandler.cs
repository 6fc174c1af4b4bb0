using Consent.Grpc.Records;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Storage.Ledger;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Ledger;

/// <summary>Answers what one customer said, from the ledger itself.</summary>
internal sealed class GetHistoryHandler(FreshnessGate gate, LedgerHistory history, LedgerPast past, TimeProvider time)
{
    public async Task<GetHistoryResponse> GetAsync(GetHistoryRequest request, ServerCallContext context)
    {
        var (query, size, place) = Read(request);
        var roster = await gate.RosterAsync(context);
        if (query.Account is { } account && roster.Registry.FindAccount(account) is null)
        {
            throw ConsentErrors.AccountNotFound("account_id");
        }

        using var callTime = new CallTime(context, time);
        var (after, through) = place ?? new HistoryCursor(0, await past.EndAsync(callTime.Token));

        // One more tells whether there is another page.
        var entries = await history.PageAsync(query, after, through, size + 1, callTime.Token);
        var response = new GetHistoryResponse();
        if (Pages.Fill(response.Entries, entries.Select(WireEntries.ToWire), size))
        {
            var cursor = new HistoryCursor(response.Entries[^1].Position, through);
            response.NextPageToken = PageToken.Of(ListOf(query), cursor.ToString());
        }

        return response;
    }

    private static (HistoryQuery Query, int Size, HistoryCursor? Place) Read(GetHistoryRequest request)
    {
        var reader = new RequestReader(default);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        var scope = RecordScope.ReadOptional(ref reader, customer, request.SenderNumber, request.AccountId);
        var query = new HistoryQuery
        {
            Customer = customer,
            Sender = scope.Sender,
            Account = scope.Account,
            WithAccountChanges = request.IncludeAccountChanges,
        };
        var size = Pages.Size(ref reader, request.PageSize);
        reader.ThrowIfInvalid();
        var place = Pages.After<HistoryCursor>(ref reader, ListOf(query), request.PageToken, HistoryCursor.TryParse);
        reader.ThrowIfInvalid();
        return (query, size, place);
    }

    private static string ListOf(HistoryQuery query) =>
        $"customers/{query.Customer}/history/{query.Sender}/{query.Account}/{query.WithAccountChanges}";
}
