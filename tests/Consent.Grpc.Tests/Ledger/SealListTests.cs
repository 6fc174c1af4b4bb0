using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Ledger;

/// <summary>The seals, page by page.</summary>
public sealed class SealListTests : IAsyncLifetime
{
    private SealedHost? _sealed;

    private SealedHost Sealed => _sealed!;

    public async Task InitializeAsync() => _sealed = await SealedHost.StartAsync();

    public async Task DisposeAsync() => await Sealed.DisposeAsync();

    [Fact]
    public async Task ListSeals_NoneYet_IsOneEmptyPage() =>
        Assert.Equal(new ListSealsResponse(), await Sealed.Ledger.ListSealsAsync(new ListSealsRequest()));

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(0, 1)]
    public async Task ListSeals_InPages_GivesEachOnceInOrder(int size, int pages)
    {
        await Sealed.SealAsync(2, 1, 3);

        var seals = new List<Seal>();
        var request = new ListSealsRequest { PageSize = size };
        do
        {
            var page = await Sealed.Ledger.ListSealsAsync(request);
            seals.AddRange(page.Seals);
            request.PageToken = page.NextPageToken;
            pages--;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(0, pages);
        Assert.Equal([(0L, 2L), (2L, 3L), (3L, 6L)], seals.Select(seal => (seal.FromPosition, seal.ThroughPosition)));
        Assert.All(seals, seal => Assert.Equal((32, 0, ""), (seal.Digest.Length, seal.Signature.Length, seal.KeyId)));
        Assert.All(seals, seal => Assert.NotNull(seal.SealedAt));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 1)]
    [InlineData(6, 0)]
    [InlineData(long.MaxValue, 0)]
    public async Task ListSeals_AfterAPosition_GivesThoseThatEndLater(long after, int count)
    {
        await Sealed.SealAsync(2, 1, 3);

        Assert.Equal(count, (await Sealed.Ledger.ListSealsAsync(new ListSealsRequest { AfterPosition = after })).Seals.Count);
    }

    [Fact]
    public async Task ListSeals_BadFields_AreAllRefused()
    {
        await Sealed.SealAsync(1, 1);
        var token = (await Sealed.Ledger.ListSealsAsync(new ListSealsRequest { PageSize = 1 })).NextPageToken;

        var refusal = await Refusal.OfAsync(Sealed.Ledger.ListSealsAsync(
            new ListSealsRequest { AfterPosition = -1, PageSize = 1_001, PageToken = "x" }));
        var another = await Refusal.OfAsync(Sealed.Ledger.ListSealsAsync(
            new ListSealsRequest { AfterPosition = 1, PageToken = token }));
        var noPosition = await Refusal.OfAsync(Sealed.Ledger.ListSealsAsync(
            new ListSealsRequest { PageToken = PageToken.Of("seals after 0", "-1") }));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        Assert.Equal(["after_position", "page_size", "page_token"], refusal.BadRequest!.FieldViolations.Select(violation => violation.Field));
        Assert.All([another, noPosition], each => Assert.Equal(ErrorReason.PageTokenInvalid, each.Reason));
    }

    [Fact]
    public async Task ListSeals_AsJson_IsThere()
    {
        await Sealed.SealAsync(2);

        var json = await Sealed.Host.Web.GetStringAsync(new Uri("/v1/ledger/seals?pageSize=1", UriKind.Relative));

        Assert.Contains("\"throughPosition\":\"2\"", json.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
