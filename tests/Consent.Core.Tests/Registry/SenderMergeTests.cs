using Consent.Core.Numbers;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>One sender of those that were registered under several spellings of its number.</summary>
public sealed class SenderMergeTests
{
    [Fact]
    public void Of_OneUnderAnOlderSpelling_GoesOnWithItsSpellingAndRevision()
    {
        var older = Sender("acme", SenderKind.Engage, 3, "+5215512345678");

        Assert.Equal(older with { Revision = 4, Spelling = "+5215512345678" }, SenderMerge.Of(null, [older]));
    }

    [Theory]
    [InlineData(SenderKind.Engage, SenderKind.Engage, SenderKind.Engage)]
    [InlineData(SenderKind.Engage, SenderKind.Standard, SenderKind.Standard)]
    [InlineData(SenderKind.Standard, SenderKind.Engage, SenderKind.Standard)]
    public void Of_OneUnderTheCanonicalNumberToo_KeepsItsAccountAndCoversNoLess(
        SenderKind canonical, SenderKind older, SenderKind expected)
    {
        var kept = Sender("acme", canonical, 2) with { Number = SenderNumber.Parse("+525512345678") };

        var merged = SenderMerge.Of(kept, [Sender("other", older, 7)]);

        Assert.Equal(kept with { Kind = expected, Revision = 3 }, merged);
        Assert.Equal(canonical == expected, SenderMerge.Agree(merged, kept));
        Assert.False(SenderMerge.Agree(merged, Sender("other", older, 7)));
    }

    private static Sender Sender(string account, SenderKind kind, long revision, string number = "+525512345678") => new()
    {
        Number = SenderNumber.Parse(number), Account = AccountId.Parse(account), Kind = kind, DisplayName = account, Revision = revision,
    };
}
