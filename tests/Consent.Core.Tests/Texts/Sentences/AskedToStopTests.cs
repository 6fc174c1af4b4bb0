using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts.Sentences;

public sealed class AskedToStopTests
{
    [Theory]
    [InlineData("How do I stop?"), InlineData("how do i stop this"), InlineData("how to stop"), InlineData("How can I stop these?")]
    [InlineData("hi how do you stop this please")]
    public void Classify_HowToStop_IsOptOut(string body) => Assert.Equal(InboundKind.OptOut, Read(body).Kind);

    [Theory]
    [InlineData("can you stop"), InlineData("could you stop it"), InlineData("Can u stop this?"), InlineData("Will you stop!!")]
    public void Classify_CanYouStop_IsDoubtful(string body) => Assert.Equal(InboundKind.PossibleOptOut, Read(body).Kind);

    [Theory]
    [InlineData("how do i stop the leak"), InlineData("How do I stop it leaking?"), InlineData("how to stop the water")]
    [InlineData("how do I stop this from leaking"), InlineData("how do i stop this leak"), InlineData("can you stop by")]
    [InlineData("can you stop at 3"), InlineData("Can you stop Thursday?"), InlineData("when can you stop"), InlineData("where do I stop?")]
    [InlineData("how do i stop it"), InlineData("could you stop it leaking"), InlineData("My toilet is running. How do I stop this?")]
    public void Classify_SomethingElseIsToStop_IsNone(string body) => Assert.Equal(InboundKind.None, Read(body).Kind);

    [Theory]
    [InlineData("ARRET TOUT"), InlineData("arrêt maintenant"), InlineData("ALTO YA"), InlineData("ALTO TODO"), InlineData("alto ahora")]
    [InlineData("BAJA YA"), InlineData("baja total"), InlineData("PARAR ya"), InlineData("parar todo"), InlineData("parar tudo")]
    [InlineData("stop пожалуйста"), InlineData("стоп всё"), InlineData("停止 全部"), InlineData("stopp alles"), InlineData("stop tout")]
    [InlineData("itigil lahat"), InlineData("sispann tout"), InlineData("توقف الآن"), InlineData("중지 지금")]
    public void Classify_KeywordAtOnce_IsOptOut(string body) => Assert.Equal(InboundKind.OptOut, Read(body).Kind);

    [Theory]
    [InlineData("✋🛑"), InlineData("🖕🖕"), InlineData("⛔"), InlineData("⛔⛔")]
    public void Classify_SignsOfRefusal_IsDoubtful(string body) => Assert.Equal(InboundKind.PossibleOptOut, Read(body).Kind);

    [Theory]
    [InlineData("✋👍"), InlineData("✋✋"), InlineData("👍🛑"), InlineData("⛔👍")]
    public void Classify_SignsOfDifferentKinds_IsNone(string body) => Assert.Equal(InboundKind.None, Read(body).Kind);

    [Theory]
    [InlineData("más alto por favor"), InlineData("alto voltaje ya"), InlineData("la baja presión ya"), InlineData("停止 服务")]
    public void Classify_KeywordInAnotherSense_IsNone(string body) => Assert.Equal(InboundKind.None, Read(body).Kind);
}
