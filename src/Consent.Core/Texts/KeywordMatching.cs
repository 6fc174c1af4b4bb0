namespace Consent.Core.Texts;

/// <summary>How far a text may be from a keyword; the numbers are those of the wire's <c>KeywordMatching</c>.</summary>
public enum KeywordMatching
{
    /// <summary>As <see cref="Reasonable"/>.</summary>
    Unspecified = 0,

    /// <summary>Keywords, plain sentences and slips.</summary>
    Reasonable = 1,

    /// <summary>The whole message is a keyword.</summary>
    Exact = 2,
}
