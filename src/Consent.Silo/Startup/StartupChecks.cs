using Consent.Core.Inbound;
using Consent.Storage;

namespace Consent.Silo.Startup;

internal static class StartupChecks
{
    /// <summary>Looks at the settings, and at Unicode.</summary>
    /// <exception cref="StartupRefusal">Something is not right; every failure is listed.</exception>
    public static void CheckSettings(this IServiceProvider services)
    {
        var failures = services.GetServices<IOptionsCheck>().SelectMany(check => check.Failures()).ToList();
        if (!UnicodeSupport.NormalizationWorks())
        {
            failures.Add(
                "Unicode normalization does not work here, so a full-width STOP would pass as an ordinary text: "
                + "install ICU, and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.");
        }

        if (failures.Count > 0)
        {
            throw new StartupRefusal(failures);
        }
    }

    /// <summary>Opens the database, which takes it for this process if it is embedded, and brings it up to date.</summary>
    /// <exception cref="StartupRefusal">It cannot be used as it is.</exception>
    public static void CheckDatabase(this IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<ConsentDatabase>();
        }
        catch (StorageRefusedException e)
        {
            throw new StartupRefusal([e.Message]);
        }
    }
}
