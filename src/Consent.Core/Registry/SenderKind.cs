namespace Consent.Core.Registry;

/// <summary>What an opt-out by text to a sender number covers; the numbers are those of the wire's <c>SenderKind</c>.</summary>
public enum SenderKind
{
    /// <summary>Not registered: an opt-out covers the number only.</summary>
    Unspecified = 0,

    /// <summary>An opt-out covers the number only.</summary>
    Engage = 1,

    /// <summary>The account's ordinary number: an opt-out covers the whole account.</summary>
    Standard = 2,
}
