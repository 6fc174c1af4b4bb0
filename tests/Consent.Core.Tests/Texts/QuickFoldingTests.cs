using System.Text;
using Consent.Core.Texts;
using CsCheck;

namespace Consent.Core.Tests.Texts;

public sealed class QuickFoldingTests
{
    private static readonly string[] Foldable =
    [
        .. Enumerable.Range(0x1F300, 0x1FB00 - 0x1F300).Select(char.ConvertFromUtf32),
        .. Enumerable.Range(1, char.MaxValue).Select(code => ((char)code).ToString()).Where(IsFolded),
    ];

    [Fact]
    public void TryFold_EachCharacterBetweenOthers_FoldsAsNormalizationDoes()
    {
        Assert.InRange(Foldable.Length, 30_000, 50_000);
        foreach (var character in Foldable)
        {
            foreach (var text in new[] { character, $"a{character}b", $"{character}{character}", $" {character}1" })
            {
                AssertAlike(text);
            }
        }
    }

    [Fact]
    public void TryFold_AnyOfThem_FoldsAsNormalizationDoes() =>
        Gen.OneOf(Foldable).Array[0, 40].Select(string.Concat).Sample(AssertAlike, iter: 3_000);

    [Theory]
    [InlineData("e\u0301"), InlineData("1\uFE0F\u20E3"), InlineData("\u0421TOP"), InlineData("\u1100\u1161"), InlineData("ｓｔｏｐ")]
    [InlineData("STO\u200BP"), InlineData("\U0001F1F8\U0001F1F9"), InlineData("ß")]
    public void TryFold_CharacterThatNeedsNormalization_IsRefused(string text) => Assert.False(IsFolded(text));

    [Fact]
    public void TryFold_HalfACharacter_IsRefused() => Assert.False(IsFolded("\uD83D") || IsFolded("\uDE00\uD83D"));

    [Fact]
    public void FoldCase_EveryCharacter_IsBothCasesInOne()
    {
        for (var code = 0; code <= 0x1FFFF; code++)
        {
            if (Rune.TryCreate(code, out var rune))
            {
                Assert.Equal(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)), Characters.FoldCase(rune));
            }
        }
    }

    private static bool IsFolded(string text) => QuickFolding.TryFold(text, null, out _);

    private static void AssertAlike(string text)
    {
        var (quick, full) = (OriginsOf(text), OriginsOf(text));

        Assert.True(QuickFolding.TryFold(text, quick, out var folded));
        Assert.Equal(UnicodeFolding.FoldFully(text, full).ToString(), folded.ToString());
        var at = 0;
        foreach (var rune in folded.EnumerateRunes())
        {
            Assert.Equal(full[at, at + rune.Utf16SequenceLength], quick[at, at + rune.Utf16SequenceLength]);
            at += rune.Utf16SequenceLength;
        }
    }

    private static TextOrigins OriginsOf(string text) => new(text.Length);
}
