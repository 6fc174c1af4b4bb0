using CsCheck;

namespace Consent.Fuzz.Inputs;

/// <summary>Changes what is valid: in most of what comes out, most is still as it should be.</summary>
internal static class Mutations
{
    private const int MaxLength = 4096;
    private const int MaxSteps = 6;
    private const int MaxRepeats = 64;

    /// <param name="valid">What is changed, and what pieces are taken from.</param>
    /// <param name="tokens">What is put in.</param>
    /// <param name="any">What single items are replaced by.</param>
    public static Gen<T[]> Of<T>(T[][] valid, T[][] tokens, Gen<T> any)
    {
        var piece = Gen.OneOf(Choices.Of(tokens), any.Array[0, 4], Choices.Of(valid));
        var step = Gen.Select(Gen.Enum<Kind>(), Gen.Double.Unit, Gen.Double.Unit, piece, Gen.Int[1, MaxRepeats]);
        return Gen.Select(Choices.Of(valid), step.Array[0, MaxSteps], (start, steps) => steps.Aggregate(start, (changed, next) =>
            Cut(Change(changed, next.Item1, next.Item2, next.Item3, next.Item4, next.Item5))));
    }

    private static T[] Change<T>(T[] text, Kind kind, double from, double to, T[] piece, int repeats)
    {
        var (first, last) = from < to ? (from, to) : (to, from);
        var start = (int)(first * (text.Length + 1));
        var end = (int)(last * (text.Length + 1));
        return kind switch
        {
            Kind.Insert => [.. text[..start], .. piece, .. text[start..]],
            Kind.Replace => [.. text[..start], .. piece, .. text[end..]],
            Kind.Overwrite => [.. text[..start], .. piece, .. text[Math.Min(text.Length, start + piece.Length)..]],
            Kind.Remove => [.. text[..start], .. text[end..]],
            Kind.Truncate => text[..end],
            Kind.Repeat => [.. text[..start], .. Enumerable.Repeat(text[start..end], repeats).SelectMany(part => part).Take(MaxLength), .. text[end..]],
            Kind.RepeatPiece => [.. text[..start], .. Enumerable.Repeat(piece, repeats).SelectMany(part => part).Take(MaxLength), .. text[end..]],
            _ => text,
        };
    }

    private static T[] Cut<T>(T[] text) => text.Length > MaxLength ? text[..MaxLength] : text;

    private enum Kind
    {
        Insert,
        Replace,
        Overwrite,
        Remove,
        Truncate,
        Repeat,
        RepeatPiece,
    }
}
