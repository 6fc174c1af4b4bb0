using System.Text;
using Consent.Core.Texts;
using CsCheck;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class TextClassifierProperties
{
    private const int Longest = 16;

    private static readonly Gen<string> OptOutKeyword = Gen.OneOf(DefaultKeywords.OptOut);

    private static readonly Gen<string> LatinKeyword =
        Gen.OneOf([.. DefaultKeywords.OptOut.Where(keyword => keyword.All(char.IsAsciiLetter))]);

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char.Array[0, 60].Select(chars => new string(chars)),
        Gen.OneOf(
            "stop", "START", "Help", " ", "\n", "\r\n", ">", "\"", "“", "”", "Liked ", "-", ".", "Jane", "🛑", "\uD83D", "\uDED1",
            "\uFE0F", "\u0301", "\u200D", "ß", "İ", "\u2028", "Ѕ", "ν", "x").Array[0, 12].Select(string.Concat));

    [Fact]
    public void Classify_OptOutInAnyCase_IsOptOut() =>
        Gen.Select(OptOutKeyword, Gen.Bool.Array[Longest]).Sample((keyword, upper) =>
            Kind(string.Concat(keyword.Select((c, i) => upper[i] ? char.ToUpperInvariant(c) : c))) == InboundKind.OptOut);

    [Fact]
    public void Classify_OptOutBetweenAnySpacesAndPunctuation_IsOptOut()
    {
        var around = Gen.OneOf(
            " ", "\t", "\u00A0", "\u3000", "\n", "\u200B", ".", ",", "!", "?", "'", "“", "”", "(", ")", "…", "*", "«", "$", "+",
            "😡", "👍🏽", "❤️", "1️⃣").Array[0, 6].Select(string.Concat);
        Gen.Select(around, OptOutKeyword, around).Sample((before, keyword, after) =>
            Kind(before + keyword + after) == InboundKind.OptOut);
    }

    [Fact]
    public void Classify_OptOutWithAnyAccents_IsOptOut() =>
        Gen.Select(LatinKeyword, Gen.Char['\u0300', '\u036F'].Array[0, 3].Array[Longest]).Sample((keyword, accents) =>
            Kind(string.Concat(keyword.Select((c, i) => c + new string(accents[i])))) == InboundKind.OptOut);

    [Fact]
    public void Classify_OptOutInAnyUnicodeForm_IsOptOut()
    {
        var form = Gen.OneOf(
            NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD);
        Gen.Select(LatinKeyword, Gen.Char['\u0300', '\u0304'].Array[Longest], Gen.Bool, form).Sample((keyword, accents, wide, form) =>
            Kind(string.Concat(keyword.Select((c, i) => $"{(wide ? (char)(c + 0xFEE0) : c)}{accents[i]}")).Normalize(form))
                == InboundKind.OptOut);
    }

    [Fact]
    public void Classify_OptOutInPieces_IsOptOut() =>
        Gen.Select(LatinKeyword, Gen.OneOf("", " ", "-", ".", "\u2011", "\u00A0", "—").Array[Longest]).Sample((keyword, joints) =>
            Kind(string.Concat(keyword.Select((c, i) => c + joints[i]))) == InboundKind.OptOut);

    [Fact]
    public void Classify_OptOutAboveAnySignature_IsOptOut()
    {
        var name = Gen.OneOf("Jane", "Smith", "J.", "O'Neil", "Élodie", "MARY").Array[1, 3]
            .Select(words => string.Join(' ', words));
        Gen<string> signature = Gen.OneOf(
            name, name.Select(n => "- " + n), name.Select(n => "~" + n),
            Gen.Const("Sent from my iPhone"), Gen.Const("Get Outlook for iOS"));
        var lineBreaks = Gen.OneOf("\n", "\r\n", "\u2028").Array[1, 3].Select(string.Concat);
        Gen.Select(OptOutKeyword, lineBreaks, signature).Sample((keyword, between, signed) =>
            Kind(keyword + between + signed) == InboundKind.OptOut);
    }

    [Fact]
    public void Classify_AnyText_AnswersWithAKindAndWhatMatched() =>
        AnyText.Sample(
            body =>
            {
                var answer = TextClassifier.Classify(body, Exact);
                return answer.Kind switch
                {
                    InboundKind.None => answer.Matched.Length == 0,
                    InboundKind.OptOut => answer.Matched is "🛑" or "🚫" || DefaultKeywords.OptOut.Contains(answer.Matched),
                    InboundKind.OptIn => DefaultKeywords.OptIn.Contains(answer.Matched),
                    InboundKind.Help => DefaultKeywords.Help.Contains(answer.Matched),
                    _ => false,
                };
            },
            iter: 20_000);

    [Fact]
    public void Classify_OptInAmongOtherLettersOrDigits_IsNeverOptIn()
    {
        var letters = Gen.Char.AlphaNumeric.Array[1, 4].Select(chars => new string(chars));
        var joint = Gen.OneOf("", " ", "-", ".", "\n", "! ");
        Gen.Select(Gen.OneOf(DefaultKeywords.OptIn), letters, joint, Gen.Bool).Sample((keyword, more, between, before) =>
            Kind(before ? more + between + keyword : keyword + between + more) != InboundKind.OptIn);
    }

    [Fact]
    public void Classify_OptInBrokenInside_IsNeverOptIn() =>
        Gen.Select(Gen.OneOf(DefaultKeywords.OptIn), Gen.Int[1, 4], Gen.OneOf(" ", "-", ".", "\n", "'", "😀", "\uD800"))
            .Sample((keyword, at, between) => Kind(keyword.Insert(at, between)) != InboundKind.OptIn);
}
