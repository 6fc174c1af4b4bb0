using System.ComponentModel.DataAnnotations;

namespace Consent.Silo.Startup;

/// <summary>How this server stops.</summary>
public sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>
    /// Gets or sets how long it goes on answering while its probes say that it is not ready, so that whoever spreads the calls sends no
    /// more of them.
    /// </summary>
    /// <value>0 to 15 seconds; the default is 2, as gRPC health is watched. Longer than the probes' period where they are asked.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:15", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(2);
}
