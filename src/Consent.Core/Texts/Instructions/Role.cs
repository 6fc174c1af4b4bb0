namespace Consent.Core.Texts.Instructions;

/// <summary>What a word can be in a sentence that tells how to stop.</summary>
[Flags]
internal enum Role
{
    None = 0,

    /// <summary>reply, text, send</summary>
    Verb = 1,

    /// <summary>Between the verb and the keyword: with, the word</summary>
    With = 1 << 1,

    /// <summary>Leads to what the keyword is for: to, for, 2, pour</summary>
    Link = 1 << 2,

    /// <summary>Leads to the number that the keyword is sent to: to, au, al</summary>
    ToNumber = 1 << 3,

    /// <summary>What the keyword is for: end, unsubscribe</summary>
    Purpose = 1 << 4,

    /// <summary>What follows that: of these messages</summary>
    Tail = 1 << 5,

    /// <summary>May stand beside a copied instruction: please, thanks, msg rates may apply</summary>
    Courtesy = 1 << 6,

    /// <summary>The customer, who does it: I, we</summary>
    Customer = 1 << 7,

    /// <summary>May stand between the customer and the deed: have, already, to</summary>
    Aux = 1 << 8,

    /// <summary>Asks about it: if, does</summary>
    Asks = 1 << 9,

    /// <summary>Tells of a deed: replied, texted</summary>
    Said = 1 << 10,

    /// <summary>Makes it the customer's own: me, my</summary>
    Own = 1 << 11,

    /// <summary>Digits alone</summary>
    Digits = 1 << 12,

    /// <summary>A comma or colon</summary>
    Comma = 1 << 13,

    /// <summary>The end of a sentence or line</summary>
    Break = 1 << 14,

    /// <summary>An equals sign</summary>
    Equal = 1 << 15,

    /// <summary>A link that alone shows what a keyword before it is for: STOP to end</summary>
    PurposeLink = 1 << 16,

    /// <summary>Between keywords: or, and</summary>
    AndOr = 1 << 17,

    /// <summary>Makes a noun of a verb after it: your text</summary>
    Determiner = 1 << 18,

    /// <summary>A verb that may be a noun: text</summary>
    MayBeNoun = 1 << 19,

    /// <summary>Asks why, or how often, something had to be done: how many times</summary>
    Complains = 1 << 20,

    /// <summary>May begin the sentence of an automatic reply: you</summary>
    Begins = 1 << 22,

    /// <summary>May be several words in one: STOP2END</summary>
    Joined = 1 << 23,

    /// <summary>Part of an instruction that was found</summary>
    Found = 1 << 24,

    /// <summary>What we do to a customer who asked: unsubscribed</summary>
    Done = 1 << 21,
}

/// <summary>A word or mark, and where it stands in the text.</summary>
internal readonly record struct Part(ushort Start, ushort End, Role Role)
{
    public bool Is(Role role) => (Role & role) != 0;

    /// <summary>Gets a value indicating whether it is a word or number, not a mark.</summary>
    public bool IsWord => !Is(Role.Comma | Role.Break | Role.Equal | Role.Found);
}
