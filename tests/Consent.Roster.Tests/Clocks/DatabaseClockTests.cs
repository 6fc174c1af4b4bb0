using Consent.Core.Records;
using Consent.Roster.Clocks;

namespace Consent.Roster.Tests.Clocks;

public class DatabaseClockTests
{
    [Fact]
    public void Now_SomeTimeAfterAPoll_IsThatMuchLater()
    {
        var time = new TwoClocks();
        var replica = new ReplicaClock(time);
        var clock = new DatabaseClock(replica);
        Assert.Null(clock.Now);

        clock.Set(new Instant(1_000), replica.Now());
        time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Equal(new Instant(1_250), clock.Now);
    }
}
