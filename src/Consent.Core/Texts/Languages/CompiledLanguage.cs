using System.Numerics;

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
            .. Phrases(language.Requests, InboundKind.OptOut, TakenBack.ByNegation),
            .. Phrases(language.Refusals, InboundKind.OptOut, TakenBack.ByQuestion),
            .. Phrases(language.Perhaps, InboundKind.PossibleOptOut, TakenBack.ByQuestion),
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

    internal InboundKind Classify(ReadOnlySpan<LanguageToken> tokens, ref int steps)
    {
        var words = new ClassifiedWords(tokens, _classesOfForms);
        var found = Alone(ref words);
        for (var at = 0; at < words.Count && found != InboundKind.OptOut; at++)
        {
            found = FindAt(ref words, at) is var kind && kind != InboundKind.None ? kind : found;
        }

        steps += words.Steps;
        return found;
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

    private InboundKind FindAt(ref ClassifiedWords words, int at)
    {
        var found = InboundKind.None;
        for (var classes = words[at]; classes != 0; classes &= classes - 1)
        {
            foreach (var phrase in _byFirstClass[BitOperations.TrailingZeroCount(classes)])
            {
                if (phrase.Matches(ref words, at, out var end) && Stands(phrase, ref words, at, end))
                {
                    found = phrase.Kind;
                    if (found == InboundKind.OptOut)
                    {
                        return found;
                    }
                }
            }
        }

        return found;
    }

    private bool Stands(LanguagePhrase phrase, ref ClassifiedWords words, int at, int end)
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

        var why = (before & _why) != 0;
        return (!phrase.StartsClause || words.StartsClause(at))
            && ((before | after) & _except) == 0
            && (before & _told) == 0
            && (phrase.TakenBack == TakenBack.ByNegation ? why == ((before & _not) != 0) : !why);
    }

    private IEnumerable<LanguagePhrase> Phrases(string patterns, InboundKind kind, TakenBack takenBack) =>
        Lines(patterns).Select(pattern => new LanguagePhrase(pattern, kind, takenBack, ClassesOf));

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
