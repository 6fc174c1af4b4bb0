using System.Text.Json;
using System.Text.Json.Serialization;

namespace Consent.Load.Reports;

/// <summary>A report for programs: one object on one line.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(LoadReport report) => JsonSerializer.Serialize(
        new
        {
            report.Calls,
            report.Refused,
            ProcessorSeconds = Math.Round(report.Processor.TotalSeconds, 6),
            report.ProcessorSecondsAMillionCalls,
        },
        Options);
}
