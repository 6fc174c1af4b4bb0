namespace Consent.Core.Texts.Sentences;

/// <summary>The common forms in French.</summary>
internal static class FrenchPhrases
{
    internal static readonly (string Rule, RequiredContext Context, string[] Patterns)[] OptOut =
    [
        (Rules.French, RequiredContext.French,
        [
            "stopfr/stop courtesy* de sendmefr",
            "stopfr/stop courtesy* de me sendfr",
            "stopfr/stop courtesy* de? sendfr @light* @messages",
            "stopfr/stop courtesy* de? sendfr @det* text",
            "stopfr @light* @messages",
            "stopfr/stop @light* text =@close",
            "unsubscribefr",
            "endfr courtesy* moi/me =@close",
            "endfr courtesy* moi/me de @light* list de? !waiting",
            "me endfr de @light* list de? !waiting",
            "endfr courtesy* my number",
            "endfr my name de @light* list de? !waiting",
            "leavefr me/moi en? the? alone",
            "endfr my consent/subscription",
        ]),
        (Rules.French, RequiredContext.Any,
        [
            "ne sendmefr plus de? @light* @messages",
            "ne sendmefr plus de? @det* text",
            "ne sendmefr plus =@close/nothing/at",
            "ne me sendfr plus !the/other",
            "ne plus me sendfr",
            "ne plus sendmefr",
            "sendmefr plus =@close/nothing",
            "sendmefr plus de @light* @messages",
            "me sendfr plus =@close/at",
            "dontsendfr plus de? @light* @messages",
            "dontsendfr plus de? @det* text",
            "dontsendfr plus =@close/nothing",
            "ne wantfr plus/pas receivefr? @light* @messages",
            "ne wantfr plus receivefr =@close/nothing",
            "wantfr plus receivefr @light* @messages",
            "ne wantfr plus/pas these/de? receivefr? @light* @messages",
            "ne wantfr plus/pas courtesy* receivefr? these",
        ]),
        (Rules.French, RequiredContext.Start, ["plus de? @light* @messages", "plus nothing"]),
    ];

    internal static readonly (string Rule, RequiredContext Context, string[] Patterns)[] Perhaps =
    [
        (Rules.NotInterested, RequiredContext.Any, ["pas interested"]),
    ];
}
