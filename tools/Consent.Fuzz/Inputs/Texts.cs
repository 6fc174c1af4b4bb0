using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Consent.Fuzz.Inputs;

/// <summary>Texts of all kinds: random characters, and what is valid with something wrong about it.</summary>
internal static class Texts
{
    private static readonly string[] ValidNumbers =
    [
        "+15550001234", "+447700900123", "+5215512345678", "+525512345678", "+4915112345678", "+2251234567890", "+78001234567",
        "+6421123456", "+1234567", "+999999999999999", "12345", "40404", "000", "999999999999999", "ACME", "AT&T", "St. Mary's", "A-1_b.C",
    ];

    private static readonly string[] NumberTokens =
    [
        "+", "00", "0", "1", "9", "tel:", "sip:", " ", "-", "(", ")", ".", "/", "\u200e", "\u202d", "\u00a0", "\0", "\n", "ext. 5", ";ext=5", "E+11",
        "=\"", "_x000D_", "#N/A", "***", "@", ",", "\u0661\u0662", "\uff11\uff0b", "\u2795", "1.55500E+10", "\ud83d", "é", "\u0301", "null",
    ];

    private static readonly string[] TextTokens =
    [
        "STOP", "stop", "STOPALL", "START", "HELP", "end", "quit", "cancel", "unsubscribe", " ", "\n", "\r\n", "\t", "\0", ".", "!", "\"", "“", "”",
        "> ", "Liked “", "FRM:", "From: ", "message: ", " wrote: ", "-- ", "(End)", "id:1 stat:", "&#83;", "&amp;", "&lt;", "=53", "=\n", "Ã©", "â€™",
        "<b>", "</b>", "s\0t\0o\0p\0", "never ", "not ", "no ", "don't ", "reply stop to end ", "text end to ", "please ", "me ", "you ", "texting ",
        "wrong number", "ne me ", "no me ", "não me ", "не ", "不要", "لا ", "🅂", "👍🏽", "\u200b", "\u200d", "\u202e", "\u0301", "\ufeff", "\ud800", "\udc00",
        "𝐒𝐓𝐎𝐏", "ＳＴＯＰ", "Ⓢⓣⓞⓟ", "ЅТОР", "ſtop", "ß", "İ", "ı", "ﬁ", "\u1e9e", "\u0130", "\u00ad", "\u2028",
    ];

    /// <summary>Gets what may be read as a number.</summary>
    public static Gen<string> OfNumbers { get; } = Gen.Frequency(
        (1, Gen.String[0, 40]),
        (2, Gen.Char["+0123456789"].Array[0, 18].Select(characters => new string(characters))),
        (1, Gen.Char["+0123456789 -().#*ACMEacme&'_"].Array[0, 14].Select(characters => new string(characters))),
        (4, Mutated(ValidNumbers, NumberTokens, Gen.Char["+0123456789 ABCxyz"])));

    /// <summary>Gets what customers may text.</summary>
    public static Gen<string> OfCustomers { get; } = Gen.Frequency(
        (1, Gen.Char.Array[0, 400].Select(characters => new string(characters))),
        (1, Choices.Of(TextTokens).Array[0, 40].Select(tokens => string.Concat(tokens))),
        (1, Gen.Select(Choices.Of(TextTokens), Gen.Int[1, 1600], (token, times) => string.Concat(Enumerable.Repeat(token, 1 + (times / token.Length))))),
        (5, Mutated(Vectors(), TextTokens, Gen.Char)));

    /// <summary>The text with whatever a terminal would not show as it is written as an escape.</summary>
    public static string Show(string text)
    {
        var shown = new StringBuilder("\"");
        foreach (var character in text)
        {
            shown.Append(character is >= ' ' and <= '~' and not ('"' or '\\')
                ? character.ToString()
                : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"));
        }

        return shown.Append('"').ToString();
    }

    /// <summary>Bytes of UTF-8, as far as they are.</summary>
    public static string Show(byte[] bytes) => $"{Show(Encoding.UTF8.GetString(bytes))} = {Convert.ToHexStringLower(bytes)}";

    public static Gen<string> Mutated(string[] valid, string[] tokens, Gen<char> any) =>
        Mutations.Of(Array.ConvertAll(valid, text => text.ToCharArray()), Array.ConvertAll(tokens, token => token.ToCharArray()), any)
            .Select(characters => new string(characters));

    private static string[] Vectors() =>
    [
        .. from name in (string[])["inbound.jsonl", "texts.jsonl", "unseen.jsonl"]
           from line in Lines(name)
           select JsonNode.Parse(line)!["body"]!.GetValue<string>(),
    ];

    private static IEnumerable<string> Lines(string name)
    {
        using var lines = new StreamReader(typeof(Texts).Assembly.GetManifestResourceStream(name)!);
        while (lines.ReadLine() is { Length: > 0 } line)
        {
            yield return line;
        }
    }
}
