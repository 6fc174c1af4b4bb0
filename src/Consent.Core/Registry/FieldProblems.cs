using System.Globalization;

namespace Consent.Core.Registry;

/// <summary>Collects what is wrong, field by field.</summary>
internal sealed class FieldProblems
{
    private readonly List<FieldProblem> _all = [];

    public IReadOnlyList<FieldProblem> All => _all;

    /// <param name="field">The field's path, which begins the description.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="what">What is wrong, to follow the field's path.</param>
    /// <param name="limit">The limit that was passed.</param>
    public void Add(string field, FieldProblemReason reason, string what, int? limit = null) =>
        _all.Add(new FieldProblem(field, reason, $"{field} {what}.", limit));

    public void TooLong(string field, int limit) => Add(
        field, FieldProblemReason.TooLong, string.Create(CultureInfo.InvariantCulture, $"has at most {limit} characters"), limit);

    /// <summary>A text of one line.</summary>
    public void CheckLine(string field, string text, int limit)
    {
        if (text.Length > limit)
        {
            TooLong(field, limit);
        }

        if (text.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029'))
        {
            Add(field, FieldProblemReason.ControlCharacter, "is one line, without control characters");
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
