namespace Consent.Core.Texts.Sentences;

/// <summary>How English asks for the messages again. Such a text opts nobody in: it is answered with how to come back.</summary>
internal static class EnglishReturns
{
    internal static readonly (string Rule, RequiredContext Context, string[] Patterns)[] PossibleOptIn =
    [
        (Rules.AsksToReturn, RequiredContext.Asking,
        [
            "optin =@close",
            "optin to/for @owned* @messages/list",
            "opt @fill* me? back? in =@close",
            "opt @fill* me? back? in to/for @owned* @messages/list",
            "resubscribe me !off",
            "resubscribe =@pause/please/courtesy/to",
            "subscribe me =@close/to",
            "subscribe =@pause/please/courtesy",
            "subscribe to/for @owned* @messages/list",
            "signup me back? up =@pause/please/courtesy/again",
            "signup me? back? up for/to @owned* @messages/list",
            "add me back at? =@close",
            "add me back to/in/at @owned* @target",
            "add me to/in/at @owned* @target again",
            "start my? @light* @messages !from/at",
            "start texting me? again",
            "start texting me? =@pause/please/courtesy",
            "resume @light* my? @messages/texting",
            "resume sending me? @light* @messages",
            "turn my? @light* @messages back? at",
            "turn back? at my? @light* @messages",
            "undo stop/unsubscribe/optout",
            "want @light* my? @messages back/again",
            "want back in/at @owned* @target",
            "want back? in =@close",
            "undo me =@close",
            "undo my/this number",
            "start these again",
            "get back in/at @owned* @target",
            "@reached @light* my? @messages again/back !and",
            "let me back in =@pause/please/courtesy",
            "accident @pause? @fill* start/resubscribe/optin",
            "modal text/contact me again",
        ]),
        (Rules.AsksToReturn, RequiredContext.Any,
        [
            "accident and/but/@pause* i/just/modal/do/please/courtesy* want/need/keep/send "
                + "to/receive/receiving/get/getting/sending/me/keep* @light* @unknown? @messages",
            "want/need to/receive/receiving/get/getting/keep* @light* @unknown? @messages "
                + "and/but/@pause* i/it/that/@keyword/said/be/texted/by* accident",
            "didnt going to? said/text/send/unsubscribe/stop/optout/cancel @keyword? and/but/@pause* "
                + "i/just/modal/do/please/courtesy* want/need/keep/send to/receive/receiving/get/getting/sending/me/keep* "
                + "@light* @unknown? @messages",
        ]),
        (Rules.AsksToReturn, RequiredContext.Start, ["start again =@pause/please/courtesy"]),
    ];
}
