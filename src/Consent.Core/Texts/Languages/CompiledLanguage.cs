using System.Numerics;
using Consent.Core.Texts.Sentences;

namespace Consent.Core.Texts.Languages;

/// <summary>A language's words and phrases, prepared to read texts.</summary>
internal sealed class CompiledLanguage
{
    private const int MaxAround = 8;
    private const int MaxClasses = 64;

    private readonly Dictionary<string, ulong> _classes = new(StringComparer.Ordinal)
    {
        ["."] = ClassifiedWords.Break,
        ["loose"] = ClassifiedWords.Loose,
        ["question"] = 1 << 2,
    };

    private readonly Dictionary<string, ulong> _classesOfWords = new(StringComparer.Ordinal);
    private readonly LanguagePhrase[][] _byFirstClass;
    private readonly ulong _alone;
    private readonly ulong _maybe;
    private readonly ulong _not;
    private readonly ulong _why;
    private readonly ulong _told;
    private readonly ulong _except;
    private ulong[] _classesOfForms = [];

    internal CompiledLanguage(Language language)
    {
        Rule = language.Rule;
        ReadWords(language);
        (_alone, _maybe) = (ClassOrNone("alone"), ClassOrNone("maybe"));
        (_not, _why, _told, _except) = (ClassOrNone("not"), ClassOrNone("why"), ClassOrNone("told"), ClassOrNone("except"));
        LanguagePhrase[] phrases =
        [
            .. Phrases(language.Requests, InboundKind.OptOut, Withdrawal.ByNegation),
            .. Phrases(language.Refusals, InboundKind.OptOut, Withdrawal.ByQuestion),
            .. Phrases(language.Perhaps, InboundKind.PossibleOptOut, Withdrawal.ByQuestion),
            .. Phrases(language.Returns, InboundKind.PossibleOptIn, Withdrawal.ByNegation),
        ];
        _byFirstClass =
        [
            .. Enumerable.Range(0, MaxClasses)
                .Select(bit => phrases.Where(phrase => (phrase.First & (1UL << bit)) != 0).ToArray()),
        ];
    }

    internal string Rule { get; }

    /// <summary>The written forms, folded.</summary>
    internal IEnumerable<string> Forms => _classesOfWords.Keys;

    /// <summary>Whether a form shows that a text may be in this language: the smallest words are words of others too.</summary>
    internal bool IsSign(string form) =>
        form[0] >= '\u0100'
        || (_classesOfWords[form] & ClassOrNone("sign")) != 0
        || form.Length > (_classesOfWords[form] == ClassifiedWords.Loose ? 3 : 2);

    /// <summary>Gives each form its classes by the form's number.</summary>
    internal void Number(LanguageForms forms)
    {
        _classesOfForms = new ulong[forms.Count];
        _classesOfForms[LanguageForms.Break] = ClassifiedWords.Break;
        _classesOfForms[LanguageForms.Question] = ClassifiedWords.Break | _classes["question"];
        foreach (var (word, classes) in _classesOfWords)
        {
            _classesOfForms[forms.Find(word)] = classes;
        }
    }

    internal LanguageMatch Classify(ReadOnlySpan<LanguageToken> tokens, ref int steps)
    {
        var words = new ClassifiedWords(tokens, _classesOfForms);
        var found = new LanguageMatch(Alone(ref words), "", tokens[0].Start, tokens[^1].End, null);
        for (var at = 0; at < words.Count && found.Kind != InboundKind.OptOut; at++)
        {
            found = FindAt(ref words, at, tokens, found);
        }

        steps += words.Steps;
        return found with { Rule = Rule };
    }

    private InboundKind Alone(ref ClassifiedWords words)
    {
        var found = InboundKind.None;
        for (var at = 0; at < words.Count; at++)
        {
            var classes = words[at];
            if ((classes & _alone) != 0)
            {
                found = InboundKind.OptOut;
            }
            else if ((classes & _maybe) != 0)
            {
                found = found == InboundKind.OptOut ? found : InboundKind.PossibleOptOut;
            }
            else if ((classes & (ClassifiedWords.Loose | ClassifiedWords.Break)) == 0)
            {
                return InboundKind.None;
            }
        }

        return found;
    }

    private LanguageMatch FindAt(
        ref ClassifiedWords words, int at, ReadOnlySpan<LanguageToken> tokens, LanguageMatch found)
    {
        for (var classes = words[at]; classes != 0; classes &= classes - 1)
        {
            foreach (var phrase in _byFirstClass[BitOperations.TrailingZeroCount(classes)])
            {
                if (!phrase.Matches(ref words, at, out var end) || (phrase.StartsClause && !words.StartsClause(at)))
                {
                    continue;
                }

                var takenBackBy = TakenBackBy(phrase, ref words, at, end);
                if (takenBackBy is null || (found.Kind == InboundKind.None && found.TakenBackBy is null))
                {
                    var kind = takenBackBy is null ? phrase.Kind : InboundKind.None;
                    var last = tokens[Math.Min(end, tokens.Length) - 1];
                    found = new LanguageMatch(kind, "", tokens[at].Start, last.End, takenBackBy);
                }

                if (found.Kind == InboundKind.OptOut)
                {
                    return found;
                }
            }
        }

        return found;
    }

    private string? TakenBackBy(LanguagePhrase phrase, ref ClassifiedWords words, int at, int end)
    {
        var before = 0UL;
        for (var i = at - 1; i >= at - MaxAround && (words[i] & ClassifiedWords.Break) == 0; i--)
        {
            before |= words[i];
        }

        var after = 0UL;
        for (var i = end; i < end + MaxAround && (words[i] & ClassifiedWords.Break) == 0; i++)
        {
            after |= words[i];
        }

        // "Why don't you stop" asks to stop.
        var asked = (before & _why) != 0;
        var negated = phrase.Withdrawal == Withdrawal.ByNegation && (before & _not) != 0;
        return ((before | after) & _except) != 0 ? TakenBack.Occasion
            : (before & _told) != 0 ? TakenBack.InSentence
            : asked == negated ? null
            : asked ? TakenBack.AskedAbout
            : TakenBack.Negated;
    }

    private IEnumerable<LanguagePhrase> Phrases(string patterns, InboundKind kind, Withdrawal withdrawal) =>
        Lines(patterns).Select(pattern => new LanguagePhrase(pattern, kind, withdrawal, ClassesOf));

    private void ReadWords(Language language)
    {
        foreach (var line in Lines(language.Words))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = line[..colon];
            _classes.TryAdd(name, 1UL << _classes.Count);
            foreach (var word in Split(line[(colon + 1)..]))
            {
                var form = string.Join(' ', word.Split('_').Select(LanguageLetters.Form));
                Add(form, _classes[name]);

                // Who writes without accents writes d.
                Add(form.Replace('đ', 'd'), _classes[name]);
            }
        }

        foreach (var (word, classes) in _classesOfWords.ToArray())
        {
            foreach (var prefix in Split(language.Prefixes))
            {
                _classesOfWords.TryAdd(LanguageLetters.Form(prefix) + word, classes);
            }
        }

        if (_classes.Count > MaxClasses)
        {
            throw new ArgumentException($"{language.Rule} has more than {MaxClasses} classes", nameof(language));
        }
    }

    private void Add(string word, ulong classes)
    {
        _classesOfWords.TryGetValue(word, out var others);
        _classesOfWords[word] = others | classes;
    }

    private ulong ClassesOf(string names) => names.Split('/').Aggregate(0UL, (classes, name) =>
        classes | (name == "." ? _classes["."] | ClassOrNone("close")
            : _classes.TryGetValue(name, out var named) ? named
            : throw new ArgumentException($"{Rule} has no class {name}", nameof(names))));

    private ulong ClassOrNone(string name) => _classes.GetValueOrDefault(name);

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What a language's rules found in a text.</summary>
/// <param name="Kind">What the text means; none where nothing was found, or it was taken back.</param>
/// <param name="Rule">The language's rule.</param>
/// <param name="Start">Where the words that decided begin in the text, or those that were taken back.</param>
/// <param name="End">The end of those words.</param>
/// <param name="TakenBackBy">What took the words back (<see cref="TakenBack"/>); null if nothing did.</param>
internal readonly record struct LanguageMatch(InboundKind Kind, string Rule, int Start, int End, string? TakenBackBy);
