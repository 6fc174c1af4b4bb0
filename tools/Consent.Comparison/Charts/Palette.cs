namespace Consent.Comparison.Charts;

/// <summary>Colours that can be told apart also by those who see few, on white and on black.</summary>
internal static class Palette
{
    public const string Other = "#8b949e";

    private static readonly string[] Colours = ["#2f81f7", "#d29922", "#a371f7", "#3fb950", "#db61a2", "#e5534b"];

    public static string Of(int index) => Colours[index % Colours.Length];
}
