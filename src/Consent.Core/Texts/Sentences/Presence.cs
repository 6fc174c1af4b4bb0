namespace Consent.Core.Texts.Sentences;

/// <summary>What a text has words for. The rules that need another word are not tried.</summary>
[Flags]
internal enum Presence : byte
{
    None = 0,

    /// <summary>STOP or QUIT.</summary>
    Stop = 1,

    /// <summary>The first word of a phrase that is perhaps an opt-out.</summary>
    Perhaps = 2,

    /// <summary>The first word of a phrase that asks for the messages again, or of a request of one word.</summary>
    Return = 4,

    /// <summary>A keyword in the middle of other words.</summary>
    Keyword = 16,

    /// <summary>A word of another language's file.</summary>
    Foreign = 8,
}
