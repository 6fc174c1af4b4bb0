namespace Consent.Core.Texts.Sentences;

/// <summary>Whether a verb of ending is a request, by the words before it.</summary>
internal static class EndingContext
{
    private const int MaxWords = 8;

    // Read backwards from the verb, the first word whose rule holds decides. See Preceding for how a pattern is written.
    private static readonly (Effect Effect, string Name, string[] Patterns)[] Rules =
    [
        (Effect.TakesBack, TakenBack.AskedAbout, ["if =i -modal/want", "!how do =i +need/have"]),
        (Effect.Asks, "",
        [
            "if",
            "why dont/doesnt -@wish",
            "if you dont/doesnt -@wish",
            "doesnt +let",
            "didnt +i",
            "why didnt +you",
            "did not +i",
            "cant +let/you",
            "you cant",
        ]),
        (Effect.AsksUnlessSending, "", ["!@unknown/it/he/kin cant"]),
        (Effect.TakesBack, TakenBack.Negated, ["dont/doesnt/didnt/never/not/nolonger/cant", "no =need/want"]),
        (Effect.TakesBack, TakenBack.AskedAbout, ["did/why"]),
        (Effect.TakesBack, TakenBack.Past, ["accident", "said +i -@wish", "be +i -to"]),
        (Effect.TakesBackSending, TakenBack.AnotherPerson, ["he/kin"]),
    ];

    private static readonly (Effect Effect, string Name, Preceding Words)[][] RulesByWord = ByWordReached();

    // May stand between such a word and the verb.
    private static readonly WordSet Between = WordSets.Of(
        "@fill/@wish/courtesy/again/anymore/to/me/my/this/let/be/been/get/getting/take/do/modal/"
        + "how/help/you/i/keep/allowed/agree/any/said/isaid/signup/it");

    private static readonly WordSet Halt = WordSets.Of("@halt");
    private static readonly WordSet Noun = WordSets.Of("the/a/noun/last/that/of");
    private static readonly WordSet NamesItself = WordSets.Of("unsubscribe/unsubscribed/unsubscribing/optout/optedout/opt");
    private static readonly WordSet Past = WordSets.Of("unsubscribed/optedout/cancelling/removed");
    private static readonly WordSet Customer = WordSets.Of("i");
    private static readonly WordSet AsksBusiness = WordSets.Of("you/how/help");

    private enum Effect
    {
        /// <summary>The verb is a request, though it is asked about, negated or conditional.</summary>
        Asks,

        /// <summary>As <see cref="Asks"/>, unless it is sending that is to end.</summary>
        AsksUnlessSending,

        /// <summary>The verb is negated, told of the past or asked about: no request.</summary>
        TakesBack,

        /// <summary>As <see cref="TakesBack"/>, where it is sending that is to end.</summary>
        TakesBackSending,
    }

    /// <summary>The rule by which the words before a verb make it no request; null where it is one.</summary>
    internal static string? TakesBack(ref Sentence sentence, int at, int end, bool sends)
    {
        if (IsToldOf(ref sentence, at, end) is { } told)
        {
            return told;
        }

        if (IsOnlyOfATime(ref sentence, end))
        {
            return TakenBack.Occasion;
        }

        Span<Word> between = stackalloc Word[MaxWords];
        for (var count = 0; count < MaxWords; count++)
        {
            var reached = at - 1 - count;
            var word = sentence[reached];
            foreach (var (effect, name, words) in RulesByWord[(int)word])
            {
                if (Applies(effect, sends) && words.Matches(ref sentence, reached, between[..count]))
                {
                    return effect is Effect.Asks or Effect.AsksUnlessSending ? null : name;
                }
            }

            if (!Between.Contains(word))
            {
                // "I'll stop texting" is the customer's own sending.
                if (sends && IsToldToAnother(ref sentence, reached, between[..count]) && sentence[end - 1] != Word.Me)
                {
                    return TakenBack.AnotherPerson;
                }

                return !sends || sentence[end - 1] == Word.Me
                    || !Customer.ContainsAnyOf(between[..count]) || AsksBusiness.ContainsAnyOf(between[..count])
                        ? null
                        : TakenBack.OwnMessages;
            }

            between[count] = word;
        }

        return null;
    }

    // A noun ("the end", "end of"), another person's deed or the business's own.
    private static string? IsToldOf(ref Sentence sentence, int at, int end)
    {
        var (before, verb) = (sentence[at - 1], sentence[at]);
        return (Noun.Contains(before) && !NamesItself.Contains(verb)) || (verb == Word.End && sentence[at + 1] == Word.Of)
                ? TakenBack.Noun
            : before is Word.He or Word.Kin ? TakenBack.AnotherPerson
            : before is Word.You or Word.Who or Word.Said && Past.Contains(verb) ? TakenBack.Past
            : sentence[end] == Word.ISaid && !Halt.Contains(verb) ? TakenBack.OwnMessages
            : null;
    }

    // "Stop texting me so late", "before 8".
    private static bool IsOnlyOfATime(ref Sentence sentence, int end)
    {
        while (sentence[end] is Word.Me or Word.My or Word.Number or Word.Please)
        {
            end++;
        }

        return (sentence[end] == Word.But && sentence[end + 1] == Word.Timing)
            || (sentence[end] == Word.Timing
                && end + 1 < sentence.Count
                && char.IsAsciiDigit(sentence.TextOf(end + 1, end + 1)[0]));
    }

    // "Tell the driver to stop texting."
    private static bool IsToldToAnother(ref Sentence sentence, int reached, scoped ReadOnlySpan<Word> between) =>
        between is [.., Word.To]
        && sentence[reached] is not Word.You and not Word.Person
        && (sentence[reached - 1] is Word.Told or Word.Get || sentence[reached - 2] is Word.Told or Word.Get);

    private static bool Applies(Effect effect, bool sends) => effect switch
    {
        Effect.AsksUnlessSending => !sends,
        Effect.TakesBackSending => sends,
        _ => true,
    };

    private static (Effect Effect, string Name, Preceding Words)[][] ByWordReached()
    {
        var rules = Rules
            .SelectMany(rule => rule.Patterns, (rule, pattern) => (rule.Effect, rule.Name, Words: new Preceding(pattern)))
            .SelectMany(rule => rule.Words.Reached, (rule, word) => (word, rule))
            .ToLookup(entry => entry.word, entry => entry.rule);
        return [.. Enum.GetValues<Word>().Select(word => rules[word].ToArray())];
    }
}
