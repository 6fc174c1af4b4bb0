using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Ledger;

/// <summary>What people write is kept verbatim.</summary>
public abstract class LedgerTextTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    // By name, so that no test's name holds an odd character.
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["empty"] = "",
        ["spaces"] = "  STOP \t\r\n ",
        ["quotes"] = """it's "STOP", `stop` and \"stop\" \\ \u0041 \x""",
        ["sql"] = "'); DELETE FROM ledger; --",
        ["json"] = """{"key":"x","record":{"revision":9}} [null,true]""",
        ["markup"] = "<b>&amp;</b> ' + 1",
        ["emoji"] = "🛑👍🏽👩‍👩‍👧❤️1️⃣",
        ["scripts"] = "ЅТОР 止めて توقف หยุด ÅA\u030A",
        ["invisible"] = "S\u200BT\u00ADO\u2060P\uFEFF\u202E\uFE0F",
        ["separators"] = "a\u2028b\u2029c\u0085d",
        ["control"] = string.Concat(Enumerable.Range(1, 31).Append(127).Append(159).Select(c => (char)c)),
        ["replacement"] = "\uFFFD STOP \uFFFD",
        ["noncharacters"] = "\uFFFE\uFFFF\U0010FFFF",
        ["long"] = new string('x', 1_600),
        ["long emoji"] = string.Concat(Enumerable.Repeat("🛑", 800)),
        ["number like"] = "007.50e3",
        ["null like"] = "null",
    };

    public static TheoryData<string> Names() => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Text_AnyOddOne_SurvivesVerbatim(string name)
    {
        var text = Texts[name];
        var consentEvent = Samples.OptOut("m-1") with { Body = text, Evidence = text, Actor = text, Matched = text };
        var story = new RecordStory(Database, Samples.Number());

        await story.EnterAsync(consentEvent);

        var entry = Assert.Single(await Database.Source.RowsAsync("SELECT body, evidence, actor, keyword, record_keyword FROM ledger"));
        Assert.All(entry, column => Assert.Equal(KeyValuePair.Create(column.Key, (object?)text), column));
        Assert.Equal(text, await Database.Source.ScalarAsync("SELECT keyword FROM consent_record"));
        Assert.Equal(text, (await Writer.ReadAsync(story.Key.ToString()))!.Value.State.Entry!.Event.Body);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Identity_AnyOddId_IsFoundAgain(string name)
    {
        var consentEvent = Samples.OptOut(Texts[name]);
        var story = new RecordStory(Database, Samples.Number());

        await story.EnterAsync(consentEvent);

        var answered = await Database.Ledger.FindAnsweredAsync(story.Key, Core.Records.EventIdentity.RepeatedBy(consentEvent), default);
        Assert.Equal(story.Record.Answered[^1], answered);
    }
}
