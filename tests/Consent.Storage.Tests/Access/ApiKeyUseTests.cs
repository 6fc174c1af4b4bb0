using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Access;

/// <summary>When a key was last used is kept, and is no entry.</summary>
public abstract class ApiKeyUseTests : DatabaseSuite
{
    private readonly ApiKeyStory _story;

    protected ApiKeyUseTests(Func<ITestDatabase> create)
        : base(create) => _story = new ApiKeyStory(Database);

    [Fact]
    public async Task Use_OfKeys_IsReadAsTheLatestOfEach()
    {
        var (first, second) = (new ApiKeyId(1), new ApiKeyId(ulong.MaxValue));

        await _story.UseAsync(first, hour: 2);
        await _story.UseAsync(second, hour: 1);
        await _story.UseAsync(first, hour: 5);
        await _story.UseAsync(first, hour: 3);

        Assert.Equal(
            new Dictionary<ApiKeyId, Instant> { [first] = ApiKeyStory.At(5 * 3_600), [second] = ApiKeyStory.At(3_600) },
            await _story.UsesAsync());
    }

    [Fact]
    public async Task Use_OfAKey_IsNoEntry()
    {
        var key = await _story.CreateAsync();

        await _story.UseAsync(key.Id);

        Assert.Equal([1], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Uses_OfNoKey_AreNone() => Assert.Empty(await _story.UsesAsync());
}
