namespace Consent.Core.Texts.Sentences;

/// <summary>The sets that phrases name. Written as there: words and, marked <c>@</c>, earlier sets, between slashes.</summary>
internal static class WordSets
{
    private static readonly (string Name, string Members)[] Definitions =
    [
        ("pause", "break/question/sign/picture"),
        ("unknown", "other/job/work/place/home/givenname/good/done/busy/right/period/known/reason/died"),
        ("names", "other/givenname"),
        ("relative", "he/kin/these"),
        ("owner", "other/givenname/he/kin"),
        ("reached", "get/receive/getting/receiving"),
        ("when", "timing/today"),

        // May stand beside a keyword without changing its meaning
        ("polite", "brand/please/courtesy/ok/now/just/it/isaid/and"),
        // May also stand beside STOP, which has fewer other meanings than CANCEL
        ("stress", "@polite/yes/no/but/greeting/again/anymore/this/that/these/all/further/profanity/abuse/swear/text/said"),
        ("strong", "stop/stopall/quit/unsubscribe/optout"),
        ("keyword", "@strong/cancel/end/remove/revoke/arret/alto/parar/baja"),
        ("halting", "@keyword"),
        ("otherkeyword", "start/resubscribe/help/info"),

        // Between a verb and its object
        ("fill", "please/just/now/again/profanity/ok"),
        ("det", "brand/the/your/all/further/any/more/anymore/nomore/of/a/modifier/profanity/please/just/in"),
        ("light", "@det/this/these/text/with/from/now/contact/email/getting/receiving/sending/courtesy"),

        ("messages", "messages/mailings/calls/emails/sms/spam"),
        ("halt", "stop/quit/cease/disable"),
        ("ending", "@halt/cancel/end/unsubscribe/remove/delete/cancelling/revoke"),
        ("removal", "remove/delete/takeoff/lose/disable/cancel/stop/end"),
        ("target", "list/thread/@messages/subscription/texting/number/stuff"),
        ("owned", "brand/the/your/this/these/all/further/any/text/texting/modifier/contact/call/email/profanity/of/my"),
        ("sends", "text/contact/call/bother/email/write/spam"),
        ("sendings", "texting/contacting/calling/bothering"),
        ("receipt", "receive/get"),
        ("another", "you/back"),
        ("wish", "want/need/going/have/told/think/rather"),
        ("negation", "dont/didnt/never/nolonger/not/doesnt/cant"),

        // Where a clause may end
        ("close",
            "@pause/please/courtesy/ok/now/again/anymore/nomore/but/and/i/profanity/abuse/swear/greeting/yes/@keyword/dont/who/"
            + "said/wrong/never"),
    ];

    private static readonly Dictionary<string, WordSet> ByName = Build();

    /// <summary>The union of the words and sets that are named. Throws for an unknown name.</summary>
    internal static WordSet Of(string members) => Read(members, ByName);

    private static Dictionary<string, WordSet> Build()
    {
        var sets = new Dictionary<string, WordSet>(StringComparer.Ordinal);
        foreach (var (name, members) in Definitions)
        {
            sets.Add(name, Read(members, sets));
        }

        return sets;
    }

    private static WordSet Read(string members, Dictionary<string, WordSet> sets) =>
        new(members.Split('/').SelectMany(name =>
            name.StartsWith('@') ? sets[name[1..]].Words : [Enum.Parse<Word>(name, ignoreCase: true)]));
}
