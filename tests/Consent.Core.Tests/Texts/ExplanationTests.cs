using Consent.Core.Texts;
using CsCheck;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class ExplanationTests
{
    [Theory]
    [InlineData("STOP", "STOP")]
    [InlineData("  stop!!  ", "stop")]
    [InlineData("STOP\n\nPat Doe", "STOP")]
    [InlineData("arrêt", "arrêt")]
    [InlineData("🅢🅣🅞🅟.", "🅢🅣🅞🅟")]
    [InlineData("🛑", "🛑")]
    [InlineData("Hi. Please stop texting me, I have a plumber", "stop texting")]
    [InlineData("Liked “See you at 9. Reply STOP to opt out”\nStop texting me", "Stop texting")]
    [InlineData("HELP", "HELP")]
    [InlineData("Hola. No me manden más mensajes por favor", "No me manden más mensajes")]
    [InlineData("你好。请不要再给我发短信", "不要再给我发短信")]
    [InlineData("Reply STOP to end", "Reply STOP to end")]
    [InlineData("STOP to end. I moved", "STOP to end")]
    [InlineData("it says reply STOP to end so stop texting me", "stop texting")]
    public void Explain_Decided_IsTheWordsThatDecided(string body, string words)
    {
        var why = TextClassifier.Explain(body, CompiledKeywords.Default);

        Assert.Equal((words, ""), (body.Substring(why.Start, why.Length), why.TakenBackBy));
    }

    [Theory]
    [InlineData("Please don't stop texting me", "negated", "stop texting")]
    [InlineData("No dejen de mandarme mensajes", "negated", "dejen de mandarme mensajes")]
    [InlineData("não me mande mensagem antes das 8", "occasion", "não me mande mensagem")]
    [InlineData("don't call me, text me", "asks-for-texts", "don't call me")]
    [InlineData("Emphasized “STOP”", "reaction", "Emphasized “STOP”")]
    [InlineData("> Reply STOP to opt out", "quotation", "> Reply STOP to opt out")]
    [InlineData("See you at 5", "", "")]
    [InlineData("Thanks for calling Bob! Reply STOP to opt out.", "instruction", "Reply STOP to opt out")]
    [InlineData("Bob's: you have been unsubscribed.", "automatic-reply", "you have been unsubscribed")]
    [InlineData("Fwd: Acme: see you at 9", "forward", "Fwd: Acme: see you at 9")]
    public void Explain_TakenBack_IsTheRuleAndItsWords(string body, string rule, string words)
    {
        var why = TextClassifier.Explain(body, CompiledKeywords.Default);

        Assert.Equal((InboundKind.None, rule, words), (why.Text.Kind, why.TakenBackBy, body.Substring(why.Start, why.Length)));
    }

    [Fact]
    public void Explain_AnyText_AnswersAsClassifyAndStaysInTheBody() =>
        Gen.OneOf(
            Gen.Char.Array[0, 60].Select(chars => new string(chars)),
            Gen.OneOf(
                "stop", "START", "Help", " ", "\n", ">", "“", "”", "Liked ", "reply STOP to end", "&nbsp;", "=20", "Ãª", "\0", "arrêt",
                "🛑", "\uD83D", "ﬁ", "don't", "text me", "não me mande mais mensagens", "退订", "id:1 stat:DELIVRD text:", "Fwd: ", "🅢")
                .Array[0, 12].Select(string.Concat))
            .Sample(
                body =>
                {
                    var why = TextClassifier.Explain(body, CompiledKeywords.Default);
                    return why.Text == Read(body)
                        && why is { Start: >= 0, Length: >= 0 }
                        && why.Start + why.Length <= body.Length
                        && (why.Text.Kind == InboundKind.None || (why.Length > 0 && why.TakenBackBy.Length == 0));
                },
                iter: 5_000);
}
