namespace Consent.Core.Texts.Sentences;

/// <summary>How English refuses messages, without a verb of ending or with only that.</summary>
internal static class EnglishRefusals
{
    internal static readonly (string Rule, RequiredContext Context, string[] Patterns)[] OptOut =
    [
        (Rules.Unwanted, RequiredContext.OfCustomer,
        [
            "@negation @fill* want/need @light* my? @messages",
            "@negation @fill* want/need @det* text =@close/from",
            "@negation @fill* want/need these =@close",
            "@negation @fill* want/need to? @receipt @light* my? @messages",
            "@negation @fill* want/need to? @receipt all/of/profanity* these/this/stuff",
            "@negation @fill* want/need to? @receipt @det* text =@close/from",
            "@negation @fill* want/need to? @receipt anymore/nomore/from",
            "@negation @fill* want/need you/these/person/@unknown? to? keep? @sends/texting/contacting/bothering me",
            "@negation @fill* want/need you/these/person to? keep? text/contact/bother =@close",
            "@negation @fill* want/need you/these/person to? keep? send/sending me? @light* @messages/stuff",
            "@negation @fill* want/need to? be/get texted !@when",
            "@negation @fill* want/need to? be/get at/in/of? @owned* list/thread",
            "@negation @fill* want/need to? hear from",
            "@negation @fill* want/need texting",
            "@negation @fill* interested in? @receipt/receiving/getting? @light* @messages",
            "not/never to be texted !@when",
            "to not/never/nolonger be texted !@when",
            "rather not be texted !@when",
            "not/nolonger to @receipt @light* my? @messages",
            "not/nolonger to @receipt these",
            "to not/nolonger @receipt @light* my? @messages",
            "to not/nolonger @receipt these",
            "rather not @receipt @light* my? @messages",
        ]),
        (Rules.NoSending, RequiredContext.Command,
        [
            "dont/never/not to? @fill* keep? text/contact/bother/email/spam and @sends me? !you/he/kin",
            "dont/never/not to? @fill* keep? text/contact/bother/email/spam/write to? me !@when/at/if/how/the/a/off",
            "dont/never/not to? @fill* keep? @sends me? at/to? my/this/the number !@when",
            "dont/never/not to? @fill* keep? texting/contacting/bothering me !@when/at/if/back",
            "dont/never/not to? @fill* text/contact/spam "
                + "=@pause/please/courtesy/ok/now/again/anymore/nomore/profanity/abuse/@keyword",
            "dont/never/not to? @fill* email/write =again/anymore/nomore",
            "dont/never/not to? @fill* keep? send/sending to? me? @light* my? @messages",
            "dont/never/not to? @fill* keep? send/sending me? @det/this* stuff !to/@when",
            "dont/never/not to? @fill* keep? send/sending these/this",
            "dont/never/not to? @fill* keep? send/sending me =@close",
            "dont/never/not to? @fill* send anymore/nomore/again",
            "dont/never/not to? @fill* text/contact it =@close",
        ]),
        (Rules.NoSending, RequiredContext.Command,
        [
            "dont/never/not to? @fill* call and @sends me? !you/he/kin",
            "dont/never/not to? @fill* keep? call/calling me !@when/at/if/back/how/the/a",
            "dont/never/not to? @fill* call =@pause/please/courtesy/ok/again/anymore/nomore/profanity/abuse",
        ]),
        (Rules.NoSending, RequiredContext.Start, ["text/contact/call/bother me nomore/nolonger"]),
        (Rules.NoSending, RequiredContext.NothingMore,
        [
            "nomore @light* @messages !at",
            "nomore @light* texting/contacting/calling =@close",
            "nomore @det* text/contact =@close/from",
        ]),
        (Rules.NoSending, RequiredContext.Start,
        [
            "no @det* @messages/texting =@pause/please/courtesy/anymore/to/again/ok/but",
            "no @det* texting/contacting me/my/this",
            "no @det* text/contact =please/courtesy/anymore/again",
        ]),
        (Rules.NoSending, RequiredContext.Any,
        [
            "if you stopped texting/contacting/sending/bothering",
            "if you keep? @sends me again",
            "if you keep texting/contacting/bothering me",
        ]),
        (Rules.LeaveAlone, RequiredContext.Ending,
        [
            "leave me the? profanity/swear? alone",
            "leave my number alone",
            "leave me the? profanity? be =@close",
        ]),
        (Rules.LeaveAlone, RequiredContext.Any, ["cease and cease", "dont call/text/contact list/thread", "dont list"]),
        (Rules.Unsubscribe, RequiredContext.Ending, ["unsubscribe", "unsubscribing", "unsubscribed me? !by/accident"]),
        (Rules.OptedOut, RequiredContext.Ending,
        [
            "optout/optedout !of",
            "optout/optedout of @owned* @target",
            "optout/optedout of @fill* =this/these/it/stuff/all/receiving/getting/your/@close/texting/contacting/sms/text",
            "opt @fill* me out !of",
            "opt @fill* me out of @owned* @target",
            "opt @fill* me out of @fill* =this/these/it/stuff/all/receiving/getting/your/@close/texting/contacting/sms/text",
            "opt @fill* my/this number out",
            "stopall",
        ]),
        (Rules.SaidStop, RequiredContext.Said,
        [
            "said/isaid/texted/text @fill/to/no* @strong =@close/digits/times",
            "told you to? @fill* stop/quit =@close/digits/times",
        ]),
        (Rules.SaidStop, RequiredContext.Start,
        [
            "want/need you to? @fill* stop/quit =@close",
            "i modal? @fill* want/need you to? @fill* stop/quit =@close",
        ]),
        (Rules.WrongNumber, RequiredContext.WrongNumber,
        [
            "wrong number/person !of/at/in",
            "number/person wrong",
            "mistaken de number/person",
        ]),
        (Rules.Clause, RequiredContext.Start,
        [
            "stop i",
            "stop you be",
            "stop this be",
            "stop who",
        ]),
        (Rules.Clause, RequiredContext.Bare, ["please/courtesy/interested @fill* stop =@close"]),
    ];

    internal static readonly (string Rule, RequiredContext Context, string[] Patterns)[] Perhaps =
    [
        (Rules.NotInterested, RequiredContext.OfCustomer,
        [
            "@negation @fill* interested !in",
            "@negation @fill* interested in =this/it/your/these/any/all/stuff/you/how/that",
            "@negation have? any/no? interest",
        ]),
        (Rules.NotInterested, RequiredContext.Start, ["no interest", "nomore =@pause/please/courtesy/of"]),
        (Rules.Complaint, RequiredContext.Any,
        [
            "this/it have/need/modal to? stop =@close",
            "make this/it/these stop =@close",
        ]),
    ];
}
