using Google.Protobuf;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>A request with its parts, and how it was answered.</summary>
internal sealed record Exchange(IReadOnlyList<IMessage> Request, IReadOnlyList<string> Answer)
{
    private const string Asked = "> ";
    private const string Answered = "< ";

    /// <summary>Reads what <see cref="ToString"/> wrote, one after the other.</summary>
    public static IReadOnlyList<Exchange> Parse(string text) =>
    [
        .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(exchange => exchange.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(lines => new Exchange([.. After(Asked, lines).Select(Caller.Read)], [.. After(Answered, lines)])),
    ];

    /// <summary>What the build before answered, as this one does: an import says what it saw instead of a number.</summary>
    public string AsNow() => ToString().Replace(
        "\"reason\": \"NUMBER_INVALID\" }",
        "\"reason\": \"NUMBER_INVALID\", \"description\": \"too short: 2 digits\" }",
        StringComparison.Ordinal);

    public override string ToString() => string.Join(
        '\n', [.. Request.Select(part => Asked + Caller.Written(part)), .. Answer.Select(part => Answered + part), "", ""]);

    private static IEnumerable<string> After(string start, IEnumerable<string> lines) =>
        lines.Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..]);
}
