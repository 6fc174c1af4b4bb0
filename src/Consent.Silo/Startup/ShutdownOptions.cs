using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

/// <summary>How this server stops.</summary>
public sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>
    /// Gets or sets how long a stopping server goes on answering while its probes say that it is not ready, so that the load
    /// balancer sends no more calls.
    /// </summary>
    /// <value>0 to 15 seconds; the default is 2, enough if gRPC health is watched. A prober's period must be shorter.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:15", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(2);
}

[OptionsValidator]
internal sealed partial class ShutdownOptionsValidator : IValidateOptions<ShutdownOptions>;
