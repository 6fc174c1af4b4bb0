using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class KeywordLanguageTests
{
    [Theory]
    [InlineData("ARRÊT", "fr"), InlineData("AIDE", "fr"), InlineData("NONARRET", "fr"), InlineData("arrêtez de m'écrire", "fr")]
    [InlineData("BAJA", "es"), InlineData("¡Alto!", "es"), InlineData("AYUDA", "es"), InlineData("déjeme en paz", "es")]
    [InlineData("STOP", ""), InlineData("HELP", ""), InlineData("START", ""), InlineData("stop texting me", "")]
    [InlineData("🛑", ""), InlineData("hello", "")]
    public void Of_WhatATextMatched_IsItsLanguage(string body, string tag) =>
        Assert.Equal(tag, KeywordLanguage.Of(Read(body).Matched));

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
