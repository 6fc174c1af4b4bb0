namespace Consent.Torture.Histories;

/// <summary>What an acknowledgement says that a write has done.</summary>
internal enum Effect
{
    /// <summary>Entered, and it counts; what a Put answers always is.</summary>
    Applied,

    /// <summary>Entered without effect: out of date, or against the account's policy.</summary>
    NotApplied,

    /// <summary>A text in which nothing was read: nothing is entered. Keywords change.</summary>
    Ordinary,

    /// <summary>A row of an import that found the opt-out there, or was done by an earlier run.</summary>
    Unchanged,

    /// <summary>A row of an import that told only how many of its rows were recorded.</summary>
    Unsaid,
}
