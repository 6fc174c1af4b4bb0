using System.Globalization;
using Consent.Core.Texts;

namespace Consent.Core.Registry;

/// <summary>One thing that is wrong with an account or a sender as given.</summary>
/// <param name="Field">The field's path in the contract's message, such as <c>opt_out_keywords[2]</c>.</param>
/// <param name="Reason">The kind of problem.</param>
/// <param name="Description">The same in words, and what would be right.</param>
/// <param name="Limit">The limit that was passed, if there is one.</param>
public sealed record FieldProblem(string Field, FieldProblemReason Reason, string Description, int? Limit = null);

public enum FieldProblemReason
{
    Unspecified = 0,
    Required = 1,
    TooLong = 2,
    TooMany = 3,
    ControlCharacter = 4,
    EnumUnknown = 5,

    /// <summary>A keyword without a letter or digit: no text could be it.</summary>
    KeywordEmpty = 6,

    /// <summary>The same keyword, as texts are read, is listed before.</summary>
    KeywordRepeated = 7,

    /// <summary>The keyword is a default keyword of another kind.</summary>
    KeywordOfAnotherKind = 8,

    /// <summary>A brace that is not part of a placeholder, or a placeholder for which the account has no value.</summary>
    PlaceholderUnknown = 9,

    /// <summary>Given, but nothing of it can be seen.</summary>
    Blank = 10,

    /// <summary>A language's tag that is not well-formed.</summary>
    LanguageTagInvalid = 11,

    /// <summary>The same language is listed before.</summary>
    LanguageRepeated = 12,

    /// <summary>A reply number of a sender that can be texted itself.</summary>
    ReplyNumberNotAccepted = 13,

    /// <summary>A reply number that cannot be texted either.</summary>
    ReplyNumberNotTextable = 14,

    /// <summary>A reply number that is not registered for the sender's account.</summary>
    ReplyNumberNotRegistered = 15,
}

/// <summary>Collects problems, field by field.</summary>
internal sealed class FieldProblems
{
    private readonly List<FieldProblem> _all = [];

    public IReadOnlyList<FieldProblem> All => _all;

    /// <param name="field">The field's path, which begins the description.</param>
    /// <param name="reason">The kind of problem.</param>
    /// <param name="what">The problem in words, to follow the field's path.</param>
    /// <param name="limit">The limit that was passed.</param>
    public void Add(string field, FieldProblemReason reason, string what, int? limit = null) =>
        _all.Add(new FieldProblem(field, reason, $"{field} {what}.", limit));

    public void TooLong(string field, int limit) => Add(
        field, FieldProblemReason.TooLong, string.Create(CultureInfo.InvariantCulture, $"has at most {limit} characters"), limit);

    public void TooMany(string field, int limit) => Add(
        field, FieldProblemReason.TooMany, string.Create(CultureInfo.InvariantCulture, $"has at most {limit} items"), limit);

    /// <summary>A text of one line.</summary>
    public void CheckLine(string field, string text, int limit)
    {
        if (text.Length > limit)
        {
            TooLong(field, limit);
        }

        if (!ControlCharacters.IsOneLine(text))
        {
            Add(field, FieldProblemReason.ControlCharacter, "is one line, without control characters");
        }
    }

    /// <summary>A text that may be empty, but is not blank.</summary>
    public void CheckNotBlank(string field, string text)
    {
        if (text.Length > 0 && BlankText.Is(text))
        {
            Add(field, FieldProblemReason.Blank, "is blank: leave it empty instead");
        }
    }

    public void CheckKnown<TEnum>(string field, TEnum value)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            Add(field, FieldProblemReason.EnumUnknown, "has a value that is not known");
        }
    }
}
