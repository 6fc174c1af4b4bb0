using System.Globalization;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Storage.Reviews;
using Consent.V1;
using Grpc.Core;
using ReviewState = Consent.Core.Records.ReviewState;

namespace Consent.Grpc.Reviews;

/// <summary>Shows a queue of reviews, page by page, as it is in the database.</summary>
internal sealed class ListReviewsHandler(FreshnessGate gate, ReviewTable reviews, TimeProvider time)
{
    public async Task<ListReviewsResponse> ListAsync(ListReviewsRequest request, ServerCallContext context)
    {
        var (account, state, size, after) = Read(request);
        WireReviews.RefuseUnknown(account, await gate.RosterAsync(context));
        using var callTime = new CallTime(context, time);

        // One more tells whether there is another page.
        var page = await reviews.PageAsync(account?.ToString() ?? "", state, after, size + 1, callTime.Token);
        var response = new ListReviewsResponse();
        if (Pages.Fill(response.Reviews, page.Select(WireReviews.ToWire), size))
        {
            response.NextPageToken = PageToken.Of(ListOf(account, state), TextOf(page[response.Reviews.Count - 1].Place));
        }

        return response;
    }

    private static (AccountId? Account, ReviewState State, int Size, ReviewPlace? After) Read(ListReviewsRequest request)
    {
        var reader = new RequestReader(default);
        var account = reader.Queue(request.AccountId);
        var state = reader.ReviewState(request.State);
        var size = Pages.Size(ref reader, request.PageSize);
        reader.ThrowIfInvalid();
        var after = Pages.After<ReviewPlace>(ref reader, ListOf(account, state), request.PageToken, PlaceOf);
        reader.ThrowIfInvalid();
        return (account, state, size, after);
    }

    private static string ListOf(AccountId? account, ReviewState state) => $"reviews/{account}/{state}";

    private static string TextOf(ReviewPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.At.Milliseconds}-{place.Position}");

    private static ReviewPlace? PlaceOf(string text) =>
        text.Split('-') is [var at, var position]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new ReviewPlace(new Instant(milliseconds), last)
            : null;
}
