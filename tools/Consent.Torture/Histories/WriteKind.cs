namespace Consent.Torture.Histories;

/// <summary>What a writing call said.</summary>
internal enum WriteKind
{
    /// <summary>An opt-out by text: RecordInbound.</summary>
    Stop,

    /// <summary>An opt-in by text: RecordInbound.</summary>
    Start,

    /// <summary>A text that asks for help, or that may be an opt-out: entered, and changes no decision.</summary>
    Help,

    /// <summary>An opt-out that came by another way, for the record that is named: RecordOptOut.</summary>
    OptOut,

    /// <summary>An opt-in without a text, for the record that is named: Reactivate.</summary>
    Reactivation,

    /// <summary>One row of an import.</summary>
    ImportedRow,

    SenderPut,
    AccountPut,
}
