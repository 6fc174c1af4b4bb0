using System.Reflection;
using Consent.Roster.Freshness;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Consent.GateRemoval;

/// <summary>
/// Registers a gate that never finds its roster too old, before the server registers its own. With it tests must see a missed STOP:
/// otherwise they would not see one either if the gate were wrong.
/// </summary>
public sealed partial class GateRemovalStartup : IHostingStartup
{
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddSingleton(Gate));

    // All as the server's own, with the one option changed for the gate alone: the replica's row keeps the real MaxStaleness.
    private static FreshnessGate Gate(IServiceProvider provider)
    {
        GateIsOut(provider.GetRequiredService<ILogger<FreshnessGate>>());
        var options = new FreshnessOptions
        {
            Mode = provider.GetRequiredService<IOptions<FreshnessOptions>>().Value.Mode,
            MaxStaleness = TimeSpan.MaxValue,
        };
        var constructor = typeof(FreshnessGate).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single();
        return (FreshnessGate)constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(IOptions<FreshnessOptions>)
                ? Options.Create(options)
                : provider.GetRequiredService(parameter.ParameterType))]);
    }

    [LoggerMessage(2010, LogLevel.Critical, "The freshness gate is out: checks may miss a STOP. This is for tests alone.")]
    private static partial void GateIsOut(ILogger logger);
}
