using Consent.Storage.Database;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Freshness;

/// <summary>How far apart polls are where no setting says so: as is right for the database.</summary>
internal sealed class DefaultPollSpacing(IOptions<StorageOptions> storage) : IPostConfigureOptions<FreshnessOptions>
{
    private static readonly TimeSpan OnPostgreSQL = TimeSpan.FromMilliseconds(2);

    public void PostConfigure(string? name, FreshnessOptions options) =>
        options.PollSpacing ??= storage.Value.Provider == StorageProvider.PostgreSQL ? OnPostgreSQL : TimeSpan.Zero;
}
