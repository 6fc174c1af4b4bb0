using System.Diagnostics;
using System.Linq.Expressions;
using System.Runtime.Loader;
using Consent.Core.Texts;

namespace Consent.Bench;

/// <summary>What reading a text costs, beside an earlier build in the same process: both in turn, in each round.</summary>
internal static class TextReading
{
    private const long Ticks = 200 * TimeSpan.TicksPerMillisecond;
    private const int WarmUp = 3;
    private const long WindowTicks = TimeSpan.TicksPerMillisecond / 10;

    private static readonly (string Name, string Body)[] Texts =
    [
        ("STOP", "STOP"),
        ("ordinary, 100", "Hi there, we are running about 20 minutes late for our appointment, is that still all right for you?"),
        ("ordinary, quotes", "The sign says \"no parking\" - is it ok if the truck stands on the street, or use the neighbor's driveway?"),
        ("ordinary, emoji", "Sounds good, see you on Tuesday at 3 👍🏽 don’t forget the ladder 😀"),
        ("opt-out sentence", "Please stop texting me, I already have a plumber"),
        ("reaction", "Liked “Acme: see you at 9. Reply STOP to opt out”"),
        .. new[]
        {
            "never not no ", "stop the ", "stop right now ", "don't want to receive ", "reply stop to end ", "text end to ", "you ", "a ",
            "“", "Liked “a” ", "Liked “a…\n", "> \n", "FRM:a\n", "from: ", "message: ", "a wrote: ", "-- ", "(End) ", "id:1 stat:",
            "&#83;", "=53", "Ã©", "s\0", "<b>", "&amp;", "a?b ",
            "ne me ", "no me ", "não me ", "не ", "不要", "لا ", "🅂", "👍", "\u200B",
        }.Select(repeated => ($"1,600 of {Shown(repeated)}", Filled(repeated))),
    ];

    public static Task RunAsync(FileInfo before, int rounds)
    {
        var builds = new[] { Load(before.FullName), Load(typeof(TextClassifier).Assembly.Location) };
        foreach (var (_, body) in Texts)
        {
            // Compiled for all of them, the code is not compiled again between two that are compared.
            Array.ForEach(builds, read => Nanoseconds(read, body));
        }

        Console.WriteLine($"{"",-34}{"before ns",12}{"now ns",12}{"ratio",8}{"bytes",8}");
        foreach (var (name, body) in Texts)
        {
            // The first rounds warm up.
            var times = Enumerable.Range(0, rounds + WarmUp)
                .Select(_ => builds.Select(read => Nanoseconds(read, body)).ToArray())
                .Skip(WarmUp)
                .ToArray();
            var (then, now) = (Median(times.Select(round => round[0])), Median(times.Select(round => round[1])));
            var ratio = Median(times.Select(round => round[1] / round[0]));
            Console.WriteLine($"{name,-34}{then,12:N0}{now,12:N0}{ratio,8:0.00}{Bytes(builds[1], body),8}");
        }

        return Task.CompletedTask;
    }

    private static string Shown(string repeated) => repeated.Trim(' ')
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\0", "\\0", StringComparison.Ordinal)
        .Replace("\u200B", "U+200B", StringComparison.Ordinal);

    private static string Filled(string repeated) =>
        string.Concat(Enumerable.Repeat(repeated, 1 + (TextNormalizer.MaxLength / repeated.Length)))[..TextNormalizer.MaxLength];

    private static Func<string, int> Load(string path)
    {
        var core = new AssemblyLoadContext(path).LoadFromAssemblyPath(path);
        var keywords = core.GetType(typeof(CompiledKeywords).FullName!, throwOnError: true)!.GetProperty(nameof(CompiledKeywords.Default))!;
        var classify = core.GetType(typeof(TextClassifier).FullName!, throwOnError: true)!.GetMethod(nameof(TextClassifier.Classify))!;
        var body = Expression.Parameter(typeof(string));
        var call = Expression.Call(classify, body, Expression.Constant(keywords.GetValue(null)));
        return Expression.Lambda<Func<string, int>>(
            Expression.Convert(Expression.Property(call, nameof(Classification.Kind)), typeof(int)), body).Compile();
    }

    // The fastest of many short windows: in most of the others, another program had the processor.
    private static double Nanoseconds(Func<string, int> read, string body)
    {
        var (calls, fastest, start) = (1, double.MaxValue, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(start).Ticks < Ticks)
        {
            var window = Stopwatch.GetTimestamp();
            for (var i = 0; i < calls; i++)
            {
                read(body);
            }

            var taken = Stopwatch.GetElapsedTime(window);
            fastest = Math.Min(fastest, taken.TotalNanoseconds / calls);
            calls += taken.Ticks < WindowTicks ? calls : 0;
        }

        return fastest;
    }

    private static long Bytes(Func<string, int> read, string body)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read(body);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
