using System.Globalization;
using System.Text.RegularExpressions;

namespace Consent.Grpc.Wire;

/// <summary>What a JSON request has that cannot be read, and what it has that no field takes. Both are bounded.</summary>
internal sealed partial class JsonFindings
{
    private const int MaxViolations = 50;
    private const int MaxNamed = 10;

    private List<Violation>? _violations;
    private List<string>? _ignored;
    private int _ignoredCount;

    public IReadOnlyList<Violation> Violations => _violations ?? [];

    /// <summary>
    /// Gets a value indicating whether no more is kept. To find out that a value cannot be read takes long beside reading one that can.
    /// </summary>
    public bool IsFull => _violations?.Count >= MaxViolations;

    /// <summary>Gets the text of the warning about members that were ignored, or nothing.</summary>
    public string? Warning => _ignored is null ? null : $"unknown, ignored: {string.Join(", ", _ignored)}{More}";

    private string More => _ignoredCount > MaxNamed
        ? string.Create(CultureInfo.InvariantCulture, $", and {_ignoredCount - MaxNamed} more")
        : "";

    public void Refuse(string path, string reason, string description)
    {
        _violations ??= [];
        if (_violations.Count < MaxViolations)
        {
            _violations.Add(new Violation(path, reason, description));
        }
    }

    public void Ignore(string path)
    {
        _ignored ??= [];
        _ignoredCount++;
        if (_ignored.Count < MaxNamed)
        {
            _ignored.Add(path);
        }
    }

    /// <summary>A name as a request gave it, if it looks like one: any other may be a number, or too much to repeat.</summary>
    public static string Shown(string name) =>
        Identifier().IsMatch(name) && !LongNumber().IsMatch(name) ? name : "(not a name)";

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]{0,63}\z")]
    private static partial Regex Identifier();

    [GeneratedRegex("[0-9]{5}")]
    private static partial Regex LongNumber();
}
