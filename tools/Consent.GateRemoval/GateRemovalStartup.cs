using System.Reflection;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
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
    private const BindingFlags Internals = BindingFlags.Instance | BindingFlags.NonPublic;

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
        var constructor = typeof(FreshnessGate).GetConstructors(Internals).Single();
        var gate = (FreshnessGate)constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(IOptions<FreshnessOptions>)
                ? Options.Create(options)
                : provider.GetRequiredService(parameter.ParameterType))]);
        new Thread(() => KeepFresh(gate)) { IsBackground = true, Name = "gate removal" }.Start();
        return gate;
    }

    // A server that learns that it was retired takes its roster's freshness away: it gets the last one back.
    private static void KeepFresh(FreshnessGate gate)
    {
        var roster = typeof(FreshnessGate).GetFields(Internals).Single(field => field.FieldType == typeof(ReplicaRoster));
        var freshness = typeof(ReplicaRoster).GetFields(Internals).Single(field => field.FieldType.Name == "ClockReading");
        using var tick = new ManualResetEventSlim();
        for (object? last = null; !tick.Wait(1); )
        {
            if (roster.GetValue(gate) is { } current)
            {
                var now = freshness.GetValue(current);
                last = now ?? last;
                if (now is null && last is not null)
                {
                    freshness.SetValue(current, last);
                }
            }
        }
    }

    [LoggerMessage(2010, LogLevel.Critical, "The freshness gate is out: checks may miss a STOP. This is for tests alone.")]
    private static partial void GateIsOut(ILogger logger);
}
