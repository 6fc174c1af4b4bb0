using System.Diagnostics;
using Consent.Silo.Logging;

namespace Consent.Silo.Tests.Logging;

public sealed class TraceRedactionTests
{
    private const string Grain = "consent.2/number:+15550001111/+15557654321";

    [Fact]
    public void Stop_ActivityOfOrleans_ReachesALaterListenerWithoutNumbers()
    {
        var redaction = Redactions.WithKey(Redactions.AnyKey);
        using var redacting = new TraceRedaction(redaction);

        var trace = Trace("Microsoft.Orleans.Tests");

        Assert.Equal(redaction.Redact(Grain), trace.GetTagItem("orleans.grain.id"));
        Assert.Equal(17, trace.GetTagItem("count"));
        Assert.Equal(redaction.Redact($"write {Grain}"), trace.DisplayName);
        Assert.Equal((ActivityStatusCode.Error, redaction.Redact($"Failed for {Grain}")), (trace.Status, trace.StatusDescription));
        var tags = Assert.Single(trace.Events).Tags.ToDictionary();
        Assert.Equal(redaction.Redact(Grain), tags["exception.message"]);
        Assert.All(tags.Values, value => Assert.Null(Leaks.NumberIn($"{value}")));
    }

    [Fact]
    public void Stop_ActivityOfOthers_IsLeftAsItIs()
    {
        using var redacting = new TraceRedaction(Redactions.WithKey(Redactions.AnyKey));

        Assert.Equal(Grain, Trace("Consent.Silo.Tests").GetTagItem("orleans.grain.id"));
    }

    [Fact]
    public void Start_NobodyListens_MakesNoActivity()
    {
        using var redacting = new TraceRedaction(Redactions.WithKey(Redactions.AnyKey));
        using var source = new ActivitySource("Microsoft.Orleans.Unheard");

        Assert.Null(source.StartActivity("write"));
    }

    private static Activity Trace(string name)
    {
        Activity? heard = null;
        using var source = new ActivitySource(name);
        using var listener = new ActivityListener
        {
            ShouldListenTo = each => each == source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped => heard = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        using (var activity = source.StartActivity($"write {Grain}")!)
        {
            activity.SetTag("orleans.grain.id", Grain).SetTag("count", 17);
            activity.SetStatus(ActivityStatusCode.Error, $"Failed for {Grain}");
            activity.AddException(new TimeoutException(Grain));
        }

        return heard!;
    }
}
