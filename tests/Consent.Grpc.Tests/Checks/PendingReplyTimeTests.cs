using Consent.Core.Numbers;
using Consent.Grains.Records;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using static Consent.V1.MessagePurpose;

namespace Consent.Grpc.Tests.Checks;

/// <summary>A pending reply expires by the database's clock, and is known after whatever happens to the server.</summary>
public sealed class PendingReplyTimeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consent-replies-");
    private readonly ShiftedClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(OptOutConfirmation, "STOP")]
    [InlineData(HelpReply, "STOP", "HELP")]
    public async Task CheckSend_FiveMinutesLater_IsTooLate(V1.MessagePurpose purpose, params string[] texts)
    {
        await using var host = await StartAsync();
        var (early, late) = (await TextedAsync(host, 1, texts), await TextedAsync(host, 2, texts));

        // A minute for a busy machine.
        await _clock.AdvanceAsync(host, TimeSpan.FromSeconds(240));
        Assert.True(await early.MayReplyAsync(purpose, "out-1"));

        await _clock.AdvanceAsync(host, TimeSpan.FromSeconds(60));
        Assert.Equal(Decision.Blocked, (await late.ReplyAsync(purpose, "out-1")).Decision);

        // What went out in time is answered the same for as long as it is asked.
        Assert.True(await early.MayReplyAsync(purpose, "out-1"));
    }

    [Fact]
    public async Task CheckSend_AfterDeactivation_IsAsBefore()
    {
        await using var host = await StartAsync();
        var (unused, used) = (await TextedAsync(host, 1, "STOP"), await TextedAsync(host, 2, "STOP"));
        Assert.True(await used.MayReplyAsync(OptOutConfirmation, "out-1"));

        await DeactivateAsync(host, unused);
        await DeactivateAsync(host, used);

        await AssertUsedOnceAsync(unused, used);
    }

    [Fact]
    public async Task CheckSend_AfterARestart_IsAsBefore()
    {
        var host = await StartAsync();
        var (unused, used) = (await TextedAsync(host, 1, "STOP"), await TextedAsync(host, 2, "STOP"));
        Assert.True(await used.MayReplyAsync(OptOutConfirmation, "out-1"));
        await host.DisposeAsync();

        await using var restarted = await StartAsync();

        await AssertUsedOnceAsync(unused with { Client = restarted.Client }, used with { Client = restarted.Client });
    }

    private static async Task AssertUsedOnceAsync(Pair unused, Pair used)
    {
        Assert.True(await used.MayReplyAsync(OptOutConfirmation, "out-1"));
        Assert.False(await used.MayReplyAsync(OptOutConfirmation, "out-2"));
        Assert.True(await unused.MayReplyAsync(OptOutConfirmation, "out-1"));
        Assert.False(await unused.MayReplyAsync(OptOutConfirmation, "out-2"));
        Assert.Equal(Decision.Blocked, (await used.CheckAsync()).Decision);
    }

    private static async Task<Pair> TextedAsync(AuthorityHost host, int customer, params string[] texts)
    {
        var pair = new Pair(host.Client, "+15550001111", $"+1555222000{customer}");
        foreach (var text in texts)
        {
            await pair.TextAsync(text);
        }

        return pair;
    }

    private static async Task DeactivateAsync(AuthorityHost host, Pair pair)
    {
        var key = Core.Records.RecordKey.ForNumber(SenderNumber.Parse(pair.Sender), PhoneNumber.Parse(pair.Customer));
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConsentGrain>(key.ToString());
        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
    }

    private Task<AuthorityHost> StartAsync() => AuthorityHost.StartAsync(_clock.Intercept, folder: _folder);
}
