using System.Diagnostics.Metrics;

namespace Consent.Grpc;

/// <summary>The names of what this server measures.</summary>
internal static class Telemetry
{
    public const string MeterName = "Consent";
    public const string InboundRepairs = "consent.inbound.repairs";
    public const string Field = "consent.field";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Repairs = Meter.CreateCounter<long>(
        InboundRepairs,
        "{repair}",
        "Fields of inbound texts that were repaired rather than refused: a body cut, a time ignored.");

    public static void Repaired(string field) => Repairs.Add(1, new KeyValuePair<string, object?>(Field, field));
}
