namespace Consent.Comparison.Charts;

/// <summary>Bars that lie, each with its name before and its value after it.</summary>
internal static class BarChart
{
    private const int Width = 720;
    private const int Names = 110;
    private const int Values = 120;
    private const int Top = 44;
    private const int Row = 28;

    /// <summary>The bar of the first name stands out.</summary>
    public static string Draw(string title, string first, IReadOnlyList<(string Name, double Value, string Text)> bars)
    {
        var svg = new Svg(Width, Top + (Row * bars.Count) + 12);
        svg.Text(8, 24, title, size: 15, isBold: true);
        var most = Math.Max(double.Epsilon, bars.Max(bar => bar.Value));
        for (var index = 0; index < bars.Count; index++)
        {
            var (name, value, text) = bars[index];
            var y = Top + (Row * index);
            var length = Math.Max(1, value / most * (Width - Names - Values));
            svg.Text(Names - 8, y + 15, name, "end");
            svg.Rectangle(Names, y, length, Row - 8, name == first ? Palette.Of(0) : Palette.Other);
            svg.Text(Names + length + 8, y + 15, text);
        }

        return svg.ToString();
    }
}
