namespace Consent.Load;

/// <summary>What must not stand on a command line, where every process sees it.</summary>
internal static class Secret
{
    private const string Variable = "env:";
    private const string File = "file:";

    /// <param name="place"><c>env:NAME</c> or <c>file:PATH</c>; null for none.</param>
    /// <exception cref="ArgumentException">It says neither, or there is nothing there.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? Read(string? place)
    {
        if (place is null)
        {
            return null;
        }

        var secret = place.StartsWith(Variable, StringComparison.Ordinal) ? Environment.GetEnvironmentVariable(place[Variable.Length..])
            : place.StartsWith(File, StringComparison.Ordinal) ? System.IO.File.ReadAllText(place[File.Length..])
            : throw new ArgumentException($"Give env:NAME or file:PATH, not the secret itself.", nameof(place));
        return secret?.Trim() is { Length: > 0 } found ? found : throw new ArgumentException($"There is nothing in {place}.", nameof(place));
    }
}
