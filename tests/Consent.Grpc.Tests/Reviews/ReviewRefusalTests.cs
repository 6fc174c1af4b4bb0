using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using static Consent.Grpc.Tests.Reviews.Reviewing;

namespace Consent.Grpc.Tests.Reviews;

/// <summary>Every field of both methods, refused by name.</summary>
[Collection(OneHost.Name)]
public sealed class ReviewRefusalTests(SharedHost host)
{
    public static TheoryData<string, string, string> BadResolutions() => new()
    {
        { "position", "0", ErrorReason.FieldRequired },
        { "position", "-1", ErrorReason.OutOfRange },
        { "account_id", "Acme", ErrorReason.AccountIdInvalid },
        { "account_id", new string('a', 65), ErrorReason.AccountIdInvalid },
        { "verdict", "0", ErrorReason.FieldRequired },
        { "verdict", "3", ErrorReason.EnumUnknown },
        { "verdict", "-1", ErrorReason.EnumUnknown },
        { "actor", "", ErrorReason.FieldRequired },
        { "actor", "  ", ErrorReason.FieldBlank },
        { "actor", "\u200B", ErrorReason.FieldBlank },
        { "actor", new string('a', 129), ErrorReason.FieldTooLong },
        { "actor", "a\nb", ErrorReason.ControlCharacter },
        { "idempotency_key", "", ErrorReason.FieldRequired },
        { "idempotency_key", "  ", ErrorReason.FieldBlank },
        { "idempotency_key", "\u200B", ErrorReason.FieldBlank },
        { "idempotency_key", new string('a', 129), ErrorReason.FieldTooLong },
        { "idempotency_key", "a\tb", ErrorReason.ControlCharacter },
    };

    public static TheoryData<string, string, string> BadLists() => new()
    {
        { "account_id", "Acme", ErrorReason.AccountIdInvalid },
        { "state", "3", ErrorReason.EnumUnknown },
        { "page_size", "-1", ErrorReason.OutOfRange },
        { "page_size", "1001", ErrorReason.OutOfRange },
        { "page_token", "x", ErrorReason.PageTokenInvalid },
    };

    [Theory]
    [MemberData(nameof(BadResolutions))]
    public async Task ResolveReview_BadField_IsRefusedByNameAndChangesNothing(string field, string value, string reason)
    {
        var position = await host.NewPair().DoubtAsync();
        var request = Resolution(position, ReviewVerdict.OptOut);
        Set(request, field, value);
        var size = await host.Ledger.SizeAsync();

        var refusal = await Refusal.OfAsync(host.Reviews.ResolveAsync(request));

        Assert.Equal(
            (StatusCode.InvalidArgument, reason, field), (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));
        Assert.Single(refusal.BadRequest!.FieldViolations);
        Assert.Equal(size, await host.Ledger.SizeAsync());
        Assert.Contains(position, (await host.Reviews.QueueAsync("")).Select(review => review.Position));
    }

    [Theory]
    [MemberData(nameof(BadLists))]
    public async Task ListReviews_BadField_IsRefusedByName(string field, string value, string reason)
    {
        var request = new ListReviewsRequest();
        Set(request, field, value);

        var refusal = await Refusal.OfAsync(host.Reviews.ListReviewsAsync(request));

        Assert.Equal(
            (StatusCode.InvalidArgument, reason, field), (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));
    }

    [Fact]
    public async Task ResolveReview_Empty_NamesEveryFieldThatIsMissing()
    {
        var refusal = await Refusal.OfAsync(host.Reviews.ResolveAsync(new ResolveReviewRequest()));

        Assert.Equal(
            ["position", "verdict", "actor", "idempotency_key"], refusal.BadRequest!.FieldViolations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task ListReviews_TokenOfAnotherQueueOrState_IsRefused()
    {
        var business = await Business.RegisterAsync(host.Host);
        await business.To(business.Engage).DoubtAsync();
        await business.To(business.Standard).DoubtAsync();
        var page = await host.Reviews.ListReviewsAsync(
            new ListReviewsRequest { AccountId = business.Id, State = ReviewState.Open, PageSize = 1 });

        foreach (var request in new[]
        {
            new ListReviewsRequest { AccountId = business.Id }, new ListReviewsRequest { State = ReviewState.Open },
        })
        {
            request.PageToken = page.NextPageToken;
            Assert.Equal(ErrorReason.PageTokenInvalid, (await Refusal.OfAsync(host.Reviews.ListReviewsAsync(request))).Reason);
        }
    }

    private static void Set(Google.Protobuf.IMessage request, string field, string value)
    {
        var descriptor = request.Descriptor.FindFieldByName(field);
        descriptor.Accessor.SetValue(request, descriptor.FieldType switch
        {
            Google.Protobuf.Reflection.FieldType.Int64 => long.Parse(value, null),
            Google.Protobuf.Reflection.FieldType.Int32 => int.Parse(value, null),
            Google.Protobuf.Reflection.FieldType.Enum => int.Parse(value, null),
            _ => value,
        });
    }
}
