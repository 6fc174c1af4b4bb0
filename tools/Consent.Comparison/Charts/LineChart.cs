using System.Globalization;

namespace Consent.Comparison.Charts;

/// <summary>A line for each series over named points, on a logarithmic scale: latencies differ by powers of ten.</summary>
internal static class LineChart
{
    private const int Width = 720;
    private const int Height = 360;
    private const int Left = 64;
    private const int Right = 150;
    private const int Top = 48;
    private const int Bottom = 36;

    public static string Draw(
        string title, string unit, IReadOnlyList<string> points, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series)
    {
        var svg = new Svg(Width, Height);
        svg.Text(8, 24, title, size: 15, isBold: true);
        var values = series.SelectMany(line => line.Values).Where(value => value > 0).DefaultIfEmpty(1).ToList();
        var (lowest, highest) = (Math.Floor(Math.Log10(values.Min())), Math.Ceiling(Math.Log10(values.Max())));
        highest = Math.Max(highest, lowest + 1);
        for (var power = lowest; power <= highest; power++)
        {
            var y = Y(Math.Pow(10, power));
            svg.Line(Left, y, Width - Right, y, Svg.Faint);
            svg.Text(Left - 8, y + 4, string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, power):0.####} {unit}"), "end");
        }

        for (var point = 0; point < points.Count; point++)
        {
            svg.Text(X(point), Height - 12, points[point], "middle");
        }

        for (var index = 0; index < series.Count; index++)
        {
            var (name, line) = series[index];
            for (var point = 0; point < line.Count; point++)
            {
                svg.Point(X(point), Y(line[point]), Palette.Of(index));
                if (point > 0)
                {
                    svg.Line(X(point - 1), Y(line[point - 1]), X(point), Y(line[point]), Palette.Of(index), 2);
                }
            }

            svg.Point(Width - Right + 16, Top + 6 + (index * 20), Palette.Of(index));
            svg.Text(Width - Right + 26, Top + 10 + (index * 20), name);
        }

        return svg.ToString();

        double X(int point) => Left + 20 + (point * (Width - Left - Right - 40) / (double)Math.Max(1, points.Count - 1));

        double Y(double value) =>
            Height - Bottom - ((Math.Log10(Math.Max(value, Math.Pow(10, lowest))) - lowest) / (highest - lowest) * (Height - Top - Bottom));
    }
}
