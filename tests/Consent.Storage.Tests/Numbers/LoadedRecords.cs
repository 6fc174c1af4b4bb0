using Consent.Storage.Replicas;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Numbers;

/// <summary>The records that a roster loads.</summary>
internal static class LoadedRecords
{
    public static async Task<List<RosterRecord>> OfAsync(ITestDatabase database)
    {
        var loaded = new List<RosterRecord>();
        await database.Roster.LoadAsync(
            change =>
            {
                if (change.Record is { } record)
                {
                    loaded.Add(record);
                }
            },
            default);
        return loaded;
    }
}
