namespace Consent.Load.Reports;

internal static class ReportTable
{
    private const string Row = "{0,-8} {1,11} {2,11} {3,9} {4,9} {5,9} {6,9} {7,9} {8,9}";

    public static void Write(LoadReport report, TextWriter to)
    {
        to.WriteLine(Format(Row, "", "calls", "calls/s", "p50 ms", "p90", "p99", "p99.9", "p99.99", "max"));
        foreach (var call in report.Calls)
        {
            to.WriteLine(Cells(call.Kind.ToString().ToLowerInvariant(), call.Answered.ToString("N0", CultureInfo.InvariantCulture), call.Rate, call.Latency));
            if (call.DueRate is { } due)
            {
                to.WriteLine(Cells(" sent", "", due, call.Lateness));
            }
        }

        to.WriteLine();
        foreach (var call in report.Calls)
        {
            var refused = call.Refusals.Count == 0 ? "refused 0" : string.Join(", ", call.Refusals.Select(each => Format("refused {0:N0} {1}", each.Value, each.Key)));
            var undecided = call.Undecided > 0 ? Format(", undecided {0:N0}", call.Undecided) : "";
            var reconnections = call.Reconnections > 0 ? Format("; {0:N0} reconnections", call.Reconnections) : "";
            to.WriteLine(Format("{0,-8} allowed {1:N0}, blocked {2:N0}{3}; {4}{5}", call.Kind.ToString().ToLowerInvariant(), call.Allowed, call.Blocked, undecided, refused, reconnections));
        }

        to.WriteLine(Format(
            "own cpu  {0:F2} s, {1:F2} s a million calls", report.Processor.TotalSeconds, report.ProcessorSecondsAMillionCalls));
    }

    private static string Cells(string name, string calls, double rate, Percentiles times) => Format(
        Row, name, calls, rate.ToString("N0", CultureInfo.InvariantCulture), Ms(times.P50), Ms(times.P90), Ms(times.P99), Ms(times.P999), Ms(times.P9999), Ms(times.Max));

    private static string Ms(double milliseconds) => milliseconds.ToString("F2", CultureInfo.InvariantCulture);

    private static string Format(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
