using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class KeywordLanguageTests
{
    [Theory]
    [InlineData("ARRÊT", "fr"), InlineData("AIDE", "fr"), InlineData("NONARRET", "fr")]
    [InlineData("arrêtez de m'écrire", "fr")]
    [InlineData("BAJA", "es"), InlineData("¡Alto!", "es"), InlineData("AYUDA", "es"), InlineData("déjeme en paz", "es")]
    [InlineData("arrêt svp", "fr"), InlineData("baja por favor", "es"), InlineData("parem", "pt"), InlineData("smettetela", "it")]
    [InlineData("número equivocado", "es"), InlineData("mauvais numéro", "fr")]
    [InlineData("别发了", "zh"), InlineData("문자 그만", "ko")]
    [InlineData("STOP", ""), InlineData("HELP", ""), InlineData("START", ""), InlineData("stop texting me", "")]
    [InlineData("🛑", ""), InlineData("hello", "")]
    public void Of_WhatATextMatched_IsItsLanguage(string body, string tag) =>
        Assert.Equal(tag, KeywordLanguage.Of(Read(body).Matched));

    [Theory]
    [InlineData("DÉSABONNER", "fr"), InlineData("Desuscribirme", "es"), InlineData("descadastrar", "pt"), InlineData("STOPP", "de")]
    [InlineData("退订", "zh"), InlineData("退訂", "zh"), InlineData("取消訂閱", "zh"), InlineData("停止。", "zh"), InlineData("수신 거부", "ko")]
    [InlineData("중지", "ko"), InlineData("Hủy đăng ký", "vi"), InlineData("HUY DANG KY", "vi"), InlineData("توقف", "ar")]
    [InlineData("إيقاف", "ar"), InlineData("الغاء الاشتراك", "ar"), InlineData("Стоп", "ru")]
    [InlineData("Отписаться!", "ru"), InlineData("ITIGIL", "tl"), InlineData("Sispann.", "ht")]
    public void Of_KeywordOfAnyMatching_IsItsLanguage(string body, string tag)
    {
        var exact = TextClassifier.Classify(body, Exact);

        Assert.Equal(InboundKind.OptOut, exact.Kind);
        Assert.Equal(tag, KeywordLanguage.Of(exact.Matched));
    }

    [Theory]
    [InlineData("portuguese", "pt"), InlineData("german", "de"), InlineData("italian", "it"), InlineData("chinese", "zh")]
    [InlineData("korean", "ko"), InlineData("vietnamese", "vi"), InlineData("arabic", "ar"), InlineData("russian", "ru")]
    [InlineData("tagalog", "tl"), InlineData("haitian-creole", "ht"), InlineData("french", "fr"), InlineData("spanish", "es")]
    public void Of_RuleOfOneLanguage_IsThatLanguage(string rule, string tag)
    {
        Assert.Equal(tag, KeywordLanguage.Of(rule));
        Assert.Contains(tag, KeywordLanguage.All);
    }
}
