using Consent.Core.Numbers;

namespace Consent.Core.Tests.Numbers;

public sealed class ParsingAllocationTests
{
    [Theory]
    [InlineData("+14155550123")]
    [InlineData("+999999999999999")]
    [InlineData("+1415555012a")]
    [InlineData("not a number at all")]
    public void PhoneNumberTryParse_AnyText_AllocatesNothing(string text) =>
        Assert.Equal(0, AllocatedBy(() => PhoneNumber.TryParse(text, out _)));

    [Theory]
    [InlineData("+14155550123")]
    [InlineData("12345")]
    [InlineData("00012345")]
    [InlineData("acme plumb")]
    [InlineData("ACME PLUMB1")]
    [InlineData("ACME ")]
    [InlineData("447700900123456")]
    [InlineData("Joe's & Co.")]
    [InlineData("+1 ACME")]
    [InlineData("ACM\u00C9")]
    [InlineData("not a sender at all")]
    public void SenderNumberTryParse_AnyText_AllocatesNothing(string text) =>
        Assert.Equal(0, AllocatedBy(() => SenderNumber.TryParse(text, out _)));

    [Theory]
    [InlineData("acme-plumbing")]
    [InlineData("Not an account")]
    public void AccountIdTryParse_AnyText_AllocatesNothing(string text) =>
        Assert.Equal(0, AllocatedBy(() => AccountId.TryParse(text, out _)));

    private static long AllocatedBy(Func<bool> parse)
    {
        Repeat(parse);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(parse);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Repeat(Func<bool> parse)
    {
        for (var call = 0; call < 1_000; call++)
        {
            parse();
        }
    }
}
