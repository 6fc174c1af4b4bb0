using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts.Sentences;

public sealed class AllNumbersTests
{
    [Theory]
    [InlineData("STOPALL"), InlineData("Stop all!"), InlineData("stop all please"), InlineData("stop all\nJane")]
    [InlineData("stop all texts"), InlineData("stop all of your messages"), InlineData("unsubscribe me from all")]
    [InlineData("remove me from all of your numbers"), InlineData("stop texting me from all your numbers")]
    [InlineData("I don't want texts from any of your numbers"), InlineData("take me off all your lists")]
    public void Classify_OptOutThatNamesAll_IsOfAllNumbers(string body)
    {
        Assert.Equal(InboundKind.OptOut, Read(body).Kind);
        Assert.True(Read(body).OfAllNumbers);
    }

    [Theory]
    [InlineData("STOP"), InlineData("stop texting me"), InlineData("remove my number"), InlineData("no more texts")]
    [InlineData("stop all this"), InlineData("stop texting me, I have told you all before")]
    public void Classify_OptOutThatNamesNone_IsOfThisNumber(string body)
    {
        Assert.Equal(InboundKind.OptOut, Read(body).Kind);
        Assert.False(Read(body).OfAllNumbers);
    }

    [Theory]
    [InlineData("did you call all your numbers?"), InlineData("please don't stop all texts"), InlineData("is that all")]
    public void Classify_AllInAnotherText_IsOfNone(string body) => Assert.False(Read(body).OfAllNumbers);
}
