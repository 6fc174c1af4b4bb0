using Consent.Roster.Freshness;
using Consent.Storage.Database;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Tests.Freshness;

public sealed class DefaultPollSpacingTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite, null, 0)]
    [InlineData(StorageProvider.PostgreSQL, null, 2)]
    [InlineData(StorageProvider.Sqlite, 7, 7)]
    [InlineData(StorageProvider.PostgreSQL, 0, 0)]
    public void PostConfigure_WithAndWithoutASetting_LeavesTheSetting(StorageProvider provider, int? setting, int expected)
    {
        var options = new FreshnessOptions { PollSpacing = setting is { } given ? TimeSpan.FromMilliseconds(given) : null };

        new DefaultPollSpacing(Options.Create(new StorageOptions { Provider = provider })).PostConfigure(null, options);

        Assert.Equal(TimeSpan.FromMilliseconds(expected), options.PollSpacing);
    }
}
