using System.Collections.Concurrent;
using System.Diagnostics;
using Consent.Grpc.Tests.Hosting;

namespace Consent.Grpc.Tests.Wire;

/// <summary>The trace of a call, with what OpenTelemetry puts into it.</summary>
[Collection(OneHost.Name)]
public sealed class CallPathTests(SharedHost host)
{
    [Theory]
    [InlineData(
        "/v1/senders/%2B15550001111/customers/%2B15557654321/status?asOfPosition=15557654321",
        "/v1/senders/{sender_number}/customers/{customer_number}/status")]
    [InlineData("/v1/nowhere/15557654321", null)]
    public async Task Trace_OfACall_HasThePatternOfItsPath(string path, string? pattern)
    {
        // The call tells which trace is its own.
        var id = ActivityTraceId.CreateRandom();
        var traces = new ConcurrentQueue<Activity>();
        var ended = new TaskCompletionSource();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = trace =>
            {
                if (trace.TraceId == id)
                {
                    traces.Enqueue(trace);
                    ended.TrySetResult();
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{id}-{ActivitySpanId.CreateRandom()}-01");

        using var answer = await host.Host.Web.SendAsync(request);

        await ended.Task.WaitAsync(TimeLimit.Generous);
        var trace = Assert.Single(traces);
        Assert.NotNull(trace.GetTagItem("http.request.method"));
        Assert.Equal(pattern, trace.GetTagItem("url.path"));
        Assert.DoesNotContain(trace.TagObjects, tag => Leaks.NumberIn($"{tag.Value}") is not null);
    }
}
