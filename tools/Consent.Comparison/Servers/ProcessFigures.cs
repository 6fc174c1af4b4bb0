namespace Consent.Comparison.Servers;

/// <summary>What the system says of processes.</summary>
internal static class ProcessFigures
{
    // Of Linux, on every processor that .NET runs on.
    private const double TicksInASecond = 100;

    // After the name, which may have spaces: of proc_pid_stat's fields 14 and 15, and 16 and 17 of ended children.
    private const int UserTime = 11;
    private const int EndedUserTime = 13;

    /// <summary>The processor's time that a process has taken, in seconds; with that of its children, where asked.</summary>
    public static double Processor(int id, bool withChildren = false)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = Sum(fields, UserTime) + (withChildren ? Sum(fields, EndedUserTime) : 0);
            return (ticks / TicksInASecond) + (withChildren ? Children(id).Sum(child => Processor(child)) : 0);
        }
        catch (IOException)
        {
            // It ended meanwhile; its parent counts it.
            return 0;
        }
    }

    /// <summary>Resident memory, in megabytes.</summary>
    public static double Resident(int id) => Status(id, "VmRSS:");

    /// <summary>The most there has been, in megabytes.</summary>
    public static double Peak(int id) => Status(id, "VmHWM:");

    private static double Sum(string[] fields, int first) => Number(fields[first]) + Number(fields[first + 1]);

    private static IEnumerable<int> Children(int id) =>
        File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => (int)Number(child));

    // In kB of 1,024 bytes.
    private static double Status(int id, string name) => Number(
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]) * 1_024 / 1e6;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
