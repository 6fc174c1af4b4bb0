namespace Consent.Core.Texts.Languages;

/// <summary>How customers of one language say stop, as written in that language's file.</summary>
/// <remarks>
/// <see cref="Words"/> has a class of words a line: <c>send: mande mandem</c>. Words are written as the language writes them and
/// compared without accents; <c>por_que</c> is two words that are one. These classes have a meaning of their own:
/// <c>loose</c> is skipped wherever a pattern does not name it; <c>close</c> ends a clause as a full stop does;
/// <c>alone</c> is an opt-out, and <c>maybe</c> perhaps one, where the text has nothing but such words and loose ones;
/// <c>not</c>, <c>why</c> and <c>told</c> take back what follows them, and <c>except</c> what is near it; <c>sign</c> has short
/// words that show the language.
/// </remarks>
internal sealed record Language(string Rule)
{
    public required string Words { get; init; }

    /// <summary>Gets the patterns that ask to end something. "Don't" and "why did you" before them take them back.</summary>
    public required string Requests { get; init; }

    /// <summary>Gets the patterns that refuse, and so have their own negation.</summary>
    public required string Refusals { get; init; }

    /// <summary>Gets the patterns that may be a refusal.</summary>
    public required string Perhaps { get; init; }

    /// <summary>Gets the patterns that ask for the messages again.</summary>
    public string Returns { get; init; } = "";

    /// <summary>Gets small words that are written together with the next.</summary>
    public string Prefixes { get; init; } = "";
}
