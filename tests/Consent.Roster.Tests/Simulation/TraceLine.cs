using System.Runtime.CompilerServices;
using System.Text;

namespace Consent.Roster.Tests.Simulation;

/// <summary>A line of a trace, which costs nothing where there is no trace.</summary>
[InterpolatedStringHandler]
internal readonly ref struct TraceLine
{
    private readonly StringBuilder? _text;

    public TraceLine(int literalLength, int formattedCount, Schedule schedule, out bool enabled)
    {
        enabled = schedule.IsTraced;
        _text = enabled ? new StringBuilder(literalLength + (formattedCount * 8)) : null;
    }

    public string Text => _text?.ToString() ?? "";

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(value);
}
