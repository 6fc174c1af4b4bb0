namespace Consent.Core.Texts.Sentences;

/// <summary>What may stand beside STOP when nothing else is to stop. See <see cref="Phrase"/> for how a pattern is written.</summary>
internal static class BesideStop
{
    /// <summary>Time, stress, a form of address, the household, the program.</summary>
    internal static readonly Phrasebook Asides = Of(
    [
        "for just/now/good",
        "want now/right/today",
        "for the want of profanity",
        "for @names/profanity/swear/abuse sake",
        "to/for/at/from/with this/my/work number",
        "from/to/at/for all of? @owned* number/@messages you? have/using? from?",
        "all of? @owned* number",
        "for me and? my? kin? givenname? =@close",
        "for my kin givenname? and? me? =@close",
        "for my kin and? my? kin? reason? =@close",
        "for job out other =@close",
        "to/for/at/from/with brand =@close",
        "stop/quit",
        "my/work number",
        "all of it/this/these/that",
        "greeting other? other?",
        "from givenname other? other?",
        "want/signup givenname other?",
        "but/from/timing of? further? today/now/mailings at?",
        "going instant",
        "timing further instant",
        "once and for all",
        "my/your kin givenname? !said/texted",
        "kin !said/texted",
        "givenname other? other?",
        "stuff/@messages/brand/thread/list",
        "the/your/of/a/with/in/modifier @light* stuff/@messages/brand/thread/list/texting",
        "@stress/today/right/instant/person/you/brand/modifier/good/done/nomore/enough/else",
    ]);

    /// <summary>Why STOP is said: what follows may be anything.</summary>
    internal static readonly Phrasebook Reasons = Of(
    [
        "who be this/it/you",
        "it @names/be/good/done",
        "be good/done",
        "timing i report/lawyer",
        "home be? reason",
        "away my/interest",
        "be but? bothering",
        "bothering",
        "i/who/nolonger/reason/wrong/known/belongs/reassigned",
        "died !it/the/my/a/by",
        "@negation !job/work/busy/stop/quit",
        "no need/interest",
        "have a/my/the/noun/now",
        "he/kin/givenname/this/it/that/number be/died/@negation/reason/nolonger/have/lives",
        "my kin givenname? be !busy/job/at/in/home/place/going/waiting",
        "my kin givenname? died/@negation/nolonger/have/lives",
        "you be/have/@negation/@sends/keep",
        "leave me",
    ]);

    private static Phrasebook Of(string[] patterns) => new([(Rules.StopInFront, RequiredContext.Any, patterns)]);
}
