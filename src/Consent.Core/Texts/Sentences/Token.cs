namespace Consent.Core.Texts.Sentences;

/// <summary>A word and where it stands in the text.</summary>
internal readonly record struct Token(Word Word, ushort Start, ushort End);
