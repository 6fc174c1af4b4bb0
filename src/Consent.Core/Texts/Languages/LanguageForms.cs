using System.Collections.Frozen;

namespace Consent.Core.Texts.Languages;

/// <summary>The written forms of all languages, each with a number, so that a text's words are looked up once for all.</summary>
internal sealed class LanguageForms
{
    /// <summary>The form of a word that no language's file has.</summary>
    internal const ushort Unknown = 0;

    /// <summary>The form of the end of a clause.</summary>
    internal const ushort Break = 1;

    /// <summary>The form of a question mark.</summary>
    internal const ushort Question = 2;

    private readonly FrozenDictionary<string, ushort>.AlternateLookup<ReadOnlySpan<char>> _numbers;
    private readonly FrozenDictionary<uint, ushort> _pairs;
    private readonly byte[] _longestFrom = new byte[char.MaxValue + 1];
    private readonly bool[] _beginsPair;

    /// <summary>Takes the forms, folded; two words that are one have a space.</summary>
    internal LanguageForms(IEnumerable<string> forms)
    {
        var numbers = new Dictionary<string, ushort>(StringComparer.Ordinal) { ["."] = Break, ["?"] = Question };
        var pairs = new Dictionary<uint, ushort>();
        foreach (var form in forms)
        {
            var number = NumberOf(form);
            if (form.Split(' ') is [var first, var second])
            {
                pairs.TryAdd(Pair(NumberOf(first), NumberOf(second)), number);
            }
        }

        Count = numbers.Count + 1;
        _beginsPair = new bool[Count];
        foreach (var pair in pairs.Keys)
        {
            _beginsPair[pair >> 16] = true;
        }

        foreach (var form in numbers.Keys.Where(form => LanguageLetters.IsUnspaced(form[0])))
        {
            _longestFrom[form[0]] = (byte)Math.Max(_longestFrom[form[0]], form.Length);
        }

        _numbers = numbers.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _pairs = pairs.ToFrozenDictionary();

        ushort NumberOf(string form)
        {
            numbers.TryAdd(form, (ushort)(numbers.Count + 1));
            return numbers[form];
        }
    }

    /// <summary>The number of forms.</summary>
    internal int Count { get; }

    /// <summary>The length of the longest form, of a script without spaces, that begins with a letter.</summary>
    internal int LongestFrom(char letter) => _longestFrom[letter];

    internal ushort Find(ReadOnlySpan<char> form) => _numbers.TryGetValue(form, out var number) ? number : Unknown;

    internal bool TryJoin(ushort first, ushort second, out ushort joined)
    {
        joined = Unknown;
        return _beginsPair[first] && _pairs.TryGetValue(Pair(first, second), out joined);
    }

    private static uint Pair(ushort first, ushort second) => ((uint)first << 16) | second;
}
