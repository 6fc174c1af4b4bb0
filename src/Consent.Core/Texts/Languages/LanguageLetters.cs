using System.Collections.Frozen;
using System.Text;

namespace Consent.Core.Texts.Languages;

/// <summary>Letters that are one to the languages' files, beyond what normalization folds.</summary>
internal static class LanguageLetters
{
    // Those that the files use.
    private const string Traditional = "訂閱發訊給這個號碼錯絡聯騷擾請別單從刪傳電話關閉終們隨來會經還無聽時間約預對認識誰廣銷資煩謝過機"
        + "為準許願結將沒興遠讓靜離須馬後裡裏點門開車數郵簡嗎麼當應勞轉條費";

    private const string Simplified = "订阅发讯给这个号码错络联骚扰请别单从删传电话关闭终们随来会经还无听时间约预对认识谁广销资烦谢过机"
        + "为准许愿结将没兴远让静离须马后里里点门开车数邮简吗么当应劳转条费";

    private static readonly FrozenDictionary<char, char> ToSimplified =
        Traditional.Zip(Simplified).ToFrozenDictionary(pair => pair.First, pair => pair.Second);

    // Latin, Greek, Cyrillic, Hebrew and Arabic letters, folded.
    private static readonly char[] Alphabets = [.. Enumerable.Range(0, 0x0700).Select(c => FoldOne((char)c))];

    /// <summary>Whether a letter is of a script in which words are not set apart, or not always in the same places.</summary>
    internal static bool IsUnspaced(char c) =>
        c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uF900' and <= '\uFAFF')
        && char.IsLetter(c);

    /// <summary>A letter in small and without variants; NUL for one that only stretches the word before it.</summary>
    internal static char Fold(char c)
    {
        if (c < Alphabets.Length)
        {
            return Alphabets[c];
        }

        return IsUnspaced(c) ? ToSimplified.GetValueOrDefault(c, c) : FoldOne(c);
    }

    /// <summary>A word of a language's file as texts are compared with it.</summary>
    internal static string Form(string written)
    {
        var form = new StringBuilder();
        foreach (var c in TextNormalizer.Normalize(written))
        {
            if (char.IsLetterOrDigit(c) && Fold(c) is var letter and not '\0')
            {
                form.Append(letter);
            }
        }

        return form.ToString();
    }

    private static char FoldOne(char c) => c switch
    {
        'Đ' => 'đ',
        'ø' or 'Ø' => 'o',
        'ł' or 'Ł' => 'l',
        'ة' => 'ه',
        'ى' or 'ی' => 'ي',
        'ک' => 'ك',
        'ـ' => '\0',
        >= '\uD800' and <= '\uDFFF' => c,
        _ => (char)Characters.FoldCase(new Rune(c)).Value,
    };
}
