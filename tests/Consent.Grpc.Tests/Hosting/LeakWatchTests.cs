using System.Diagnostics;
using Consent.Grpc.Tests.Checks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>That every host's log and traces are read for numbers and texts, and that a run fails which has them.</summary>
[Collection(Alone.Name)]
public sealed class LeakWatchTests
{
    private const string Customer = "+15557654321";
    private const string Text = "STOP it, dear aardvark";

    [Theory]
    [InlineData("15557654321")]
    [InlineData("customer 15557654321.")]
    [InlineData(Text)]
    public async Task Dispose_NumberOrTextWasLogged_Throws(string logged)
    {
        var host = await AuthorityHost.StartAsync();
        await new Pair(host.Client, "+15550001111", Customer).TextAsync(Text);
        host.Services.GetRequiredService<ILogger<LeakWatchTests>>().Log(LogLevel.Debug, 1, logged, null, static (line, _) => line);

        var leak = await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.DisposeAsync());

        Assert.Contains(logged, leak.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_NumberWasTraced_Throws()
    {
        var host = await AuthorityHost.StartAsync();
        using (var source = new ActivitySource("Consent.Grpc.Tests"))
        using (var trace = source.StartActivity("trace"))
        {
            trace!.SetTag("customer", Customer);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.DisposeAsync());
    }

    [Fact]
    public async Task Dispose_NothingLeaked_HasReadLinesAndTracesOfCalls()
    {
        var host = await AuthorityHost.StartAsync();
        var watch = host.Services.GetRequiredService<LeakWatch>();
        var before = watch.Seen;
        var pair = new Pair(host.Client, "+15550001111", Customer);

        await pair.TextAsync(Text);
        using var answer = await host.Web.GetAsync(
            new Uri("/v1/senders/%2B15550001111/customers/%2B15557654321/status?asOfPosition=15557654321", UriKind.Relative));

        Assert.True(watch.Seen.Lines > before.Lines && watch.Seen.Traces > before.Traces, $"{watch.Seen}");
        await host.DisposeAsync();
    }
}
