using System.Data.Common;
using Consent.Grpc.Access;
using Consent.Silo.Listening;
using Consent.Silo.Startup;
using Consent.Storage.Database;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Keys;

internal static class FirstApiKey
{
    private const string MadeBy = "the first start";

    private const string Explanation =
        "There was no API key yet, so this server has made one that may do everything. It is shown this once: keep it, and make others with it.";

    /// <summary>
    /// Makes a key for an administrator where API keys are taken and there is none, or nobody could call. Of servers that start at once
    /// one does so. It goes to the standard output, not to the log.
    /// </summary>
    /// <exception cref="StartupRefusal">The database takes no writes.</exception>
    public static async Task MakeFirstApiKeyAsync(this IServiceProvider services)
    {
        if (!services.GetRequiredService<IOptions<AuthenticationOptions>>().Value.ApiKeys.Enabled)
        {
            return;
        }

        try
        {
            if (await services.GetRequiredService<LocalApiKeys>().CreateFirstAsync(MadeBy) is { } key)
            {
                await Console.Out.WriteLineAsync($"{Explanation}{Environment.NewLine}{key}");
            }
        }
        catch (Exception e) when (e is DbException or StorageStuckException or TimeoutException)
        {
            throw new StartupRefusal([$"The first API key could not be made: {e.Message}"]);
        }
    }
}
