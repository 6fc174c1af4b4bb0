using System.Globalization;
using System.Security;
using System.Text;

namespace Consent.Comparison.Charts;

/// <summary>A drawing. Its colours are read on white and on black alike.</summary>
internal sealed class Svg(int width, int height)
{
    public const string Ink = "#7d8590";
    public const string Faint = "#7d859055";

    private readonly StringBuilder _shapes = new();

    public void Rectangle(double x, double y, double width, double height, string fill) =>
        Add($"""<rect x="{x:0.#}" y="{y:0.#}" width="{width:0.#}" height="{height:0.#}" rx="2" fill="{fill}"/>""");

    public void Line(double x1, double y1, double x2, double y2, string stroke, double thickness = 1) =>
        Add($"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{stroke}" stroke-width="{thickness:0.#}"/>""");

    public void Point(double x, double y, string fill) => Add($"""<circle cx="{x:0.#}" cy="{y:0.#}" r="4" fill="{fill}"/>""");

    /// <summary>The anchor is <c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    public void Text(double x, double y, string text, string anchor = "start", int size = 12, bool isBold = false)
    {
        var weight = isBold ? "bold" : "normal";
        var escaped = SecurityElement.Escape(text);
        Add($"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="{Ink}">{escaped}</text>""");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="system-ui, sans-serif">
        {_shapes}</svg>

        """);

    private void Add(FormattableString shape) => _shapes.Append(shape.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
