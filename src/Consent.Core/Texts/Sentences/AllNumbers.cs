namespace Consent.Core.Texts.Sentences;

/// <summary>Whether an opt-out names all numbers or messages of the business, not those of the number that was texted.</summary>
internal static class AllNumbers
{
    private static readonly Phrasebook Phrases = new(
    [
        ("all", RequiredContext.Any,
        [
            "stopall",
            "@keyword @fill* me? @fill* from/of? all =@close",
            "@ending/optout/opted/cancelling @light* all of? @owned* @messages/list/texting",
            "@ending/takeoff/take/get/optout/opt @fill* me/my/this? number? off/out/from? of/from? all of? @owned* "
                + "list/@messages/number",
            "nomore @light* from any/all/further",
            "all/any of? @owned* number !with",
        ]),
    ]);

    internal static bool AreNamed(ref Sentence sentence) => Phrases.Find(ref sentence) is not null;
}
