namespace Consent.Torture.Workload;

/// <summary>Words that only an account can make keywords of: nobody takes them for anything else.</summary>
internal static class Keywords
{
    public static IReadOnlyList<string> OptOut { get; } = ["ZAPZAP", "ZIPZIP"];

    public static IReadOnlyList<string> OptIn { get; } = ["ZOOZOO"];

    /// <summary>Some of them, or none.</summary>
    public static (IReadOnlyList<string> OptOut, IReadOnlyList<string> OptIn) Any(Random random) =>
        ([.. OptOut.Where(_ => random.Next(2) == 0)], [.. OptIn.Where(_ => random.Next(2) == 0)]);

    /// <summary>As a registration has them.</summary>
    public static string? Joined(IEnumerable<string> optOut, IEnumerable<string> optIn, IEnumerable<string> help) =>
        string.Join(',', [.. optOut, .. optIn, .. help]) is { Length: > 0 } joined ? joined : null;
}
