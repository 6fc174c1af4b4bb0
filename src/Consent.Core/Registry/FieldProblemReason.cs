namespace Consent.Core.Registry;

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

    /// <summary>A brace that is not part of {business} or {scope}.</summary>
    PlaceholderUnknown = 9,
}
