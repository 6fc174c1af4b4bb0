using System.Diagnostics.Metrics;

namespace Consent.Silo.Certificates;

/// <summary>Measures how long each certificate in use is still valid, so that somebody can be told in time.</summary>
internal static class ExpiryGauge
{
    public const string Name = "consent.certificate.remaining";
    public const string Setting = "consent.certificate.setting";

    // The same name as the services' meter: for people it is one.
    private static readonly Meter Meter = new("Consent");

    /// <param name="key">The setting that names the certificate.</param>
    /// <param name="remaining">How long it is valid from now; null while there is none.</param>
    public static void Add(string key, Func<TimeSpan?> remaining) => Meter.CreateObservableGauge(
        Name, () => Measure(key, remaining()), "d", "How long the certificate in use is valid from now.");

    private static IEnumerable<Measurement<double>> Measure(string key, TimeSpan? remaining) => remaining is { } left
        ? [new Measurement<double>(left.TotalDays, new KeyValuePair<string, object?>(Setting, key))]
        : [];
}
