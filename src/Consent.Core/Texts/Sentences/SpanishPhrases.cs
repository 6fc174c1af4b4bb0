namespace Consent.Core.Texts.Sentences;

/// <summary>The common forms in Spanish. <c>No más</c> is read as the English "no more" is.</summary>
internal static class SpanishPhrases
{
    internal static readonly (string Rule, RequiredContext Context, string[] Patterns)[] OptOut =
    [
        (Rules.Spanish, RequiredContext.Spanish,
        [
            "stopes/haltes/parar/stop de sendmees",
            "stopes/haltes/stop de sendes me? @light* @messages",
            "stopes/haltes/stop de sendes me? @det* text",
            "stopes/haltes de me? sendes =@close",
            "stopes/parar de receive @light* @messages",
            "haltes/parar @light* @messages",
            "removemees =@close",
            "removemees de @light* list de? !waiting",
            "removees my number",
            "removees my name de @light* list",
            "removees my? consent/subscription",
            "removees @light* @messages",
            "givees de baja",
            "leavemees en? alone",
        ]),
        (Rules.Spanish, RequiredContext.Any,
        [
            "no/never me keep? sendes @light* @messages",
            "no/never me keep? sendes @det* text",
            "no/never me keep? sendes mas/nothing/anymore/nomore",
            "no/never me keep? sendes courtesy* =@close",
            "no sendes mas @light* @messages",
            "no sendes @light* @messages",
            "no wantes mas? receive? @light* @messages",
            "no wantes receive =@close/nothing/mas",
            "no wantes que me sendes",
            "ya no me sendes =@close",
            "no sendmees mas? @light* @messages",
            "no sendmees =@close/mas/nothing",
        ]),
    ];

    internal static readonly (string Rule, RequiredContext Context, string[] Patterns)[] Perhaps =
    [
        (Rules.NotInterested, RequiredContext.Any, ["no me interestes", "no interested", "no estoy interested"]),
    ];
}
