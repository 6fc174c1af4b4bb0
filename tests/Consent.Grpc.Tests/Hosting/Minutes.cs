namespace Consent.Grpc.Tests.Hosting;

/// <summary>Times of a story, ten minutes apart: later than any margin between clocks.</summary>
internal sealed class Minutes
{
    // The days are whole, so that the milliseconds of an answer are all there is.
    private DateTimeOffset _now = new(TimeProvider.System.GetUtcNow().AddDays(-30).Date, TimeSpan.Zero);

    /// <summary>The time of the next event.</summary>
    public DateTimeOffset Next() => _now = _now.AddMinutes(10);
}
