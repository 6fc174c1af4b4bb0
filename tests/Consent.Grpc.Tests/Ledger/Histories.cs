using Consent.Grpc.Tests.Hosting;
using Consent.V1;

namespace Consent.Grpc.Tests.Ledger;

/// <summary>The calls of somebody who reads what was said.</summary>
internal static class Histories
{
    public static async Task<GetHistoryResponse> HistoryPageAsync(this AuthorityHost host, GetHistoryRequest request) =>
        await new ConsentLedger.ConsentLedgerClient(host.Channel).GetHistoryAsync(request);

    public static Task<Refusal> HistoryRefusalAsync(this AuthorityHost host, GetHistoryRequest request) =>
        Refusal.OfAsync(new ConsentLedger.ConsentLedgerClient(host.Channel).GetHistoryAsync(request));

    /// <summary>All pages.</summary>
    public static async Task<List<GetHistoryResponse>> HistoryPagesAsync(this AuthorityHost host, GetHistoryRequest request)
    {
        var pages = new List<GetHistoryResponse>();
        var next = request.Clone();
        do
        {
            pages.Add(await host.HistoryPageAsync(next));
            next.PageToken = pages[^1].NextPageToken;
        }
        while (next.PageToken.Length > 0);
        return pages;
    }

    /// <summary>All entries.</summary>
    public static async Task<List<LedgerEntry>> HistoryAsync(this AuthorityHost host, GetHistoryRequest request) =>
        [.. (await host.HistoryPagesAsync(request)).SelectMany(page => page.Entries)];
}
