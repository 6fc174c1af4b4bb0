using Consent.Grpc.Imports;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Consent.Grpc.Tests.Imports.Importing;

namespace Consent.Grpc.Tests.Imports;

/// <summary>When an import answers, and of what.</summary>
public sealed class ImportProgressTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly CutOffDatabase _polls = new();
    private readonly UnconfirmedLedger _ledger = new();
    private readonly FakeImport _import = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(services =>
    {
        _polls.Intercept(services);
        _ledger.Intercept(services);
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Import_CallerTakesItsTime_IsToldEverySecond()
    {
        var pair = new Pair(Host.Client, "+15550001111", "+15557654321");
        _import.Send(Header(pair.Sender));
        _import.Send(Part(Row(pair.Customer)));
        var call = Start();
        await Host.Ledger.ReachesAsync(1);
        Assert.Equal(0, _import.AnswersAtHand);

        var first = await NextAsync();
        Assert.Equal(new ImportOptOutsResponse { RowsRead = 1, RowsRecorded = 1 }, first);
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
        Assert.Equal(first, await NextAsync());

        _import.End();
        await call;
        var last = await _import.AnswerAsync();
        while (!last.Done)
        {
            Assert.Equal(first, last);
            last = await _import.AnswerAsync();
        }

        Assert.Equal(new ImportOptOutsResponse(first) { Done = true }, last);
    }

    [Fact]
    public async Task Import_GoesOnAfterAPause_IsNotToldOfFewerRowsThanBefore()
    {
        _import.Send(Header("+15550001111"));
        _import.Send(Part(Row("+15557654321")));
        var call = Start();
        await Host.Ledger.ReachesAsync(1);
        Assert.Equal(1, (await NextAsync()).RowsRead);

        // As many rejections as are told of at once, whatever the time; the caller has not ended yet.
        _import.Send(Part([Row("+15557654322"), .. Enumerable.Repeat(Row("nobody"), ImportProgress.MaxRejections)]));
        var answer = await _import.AnswerAsync();
        while (answer.Rejections.Count == 0)
        {
            answer = await _import.AnswerAsync();
        }

        Assert.InRange(answer.RowsRead, 1, 2 + ImportProgress.MaxRejections);
        _import.End();
        await call;
        while (!answer.Done)
        {
            answer = await _import.AnswerAsync();
        }

        Assert.Equal((2 + ImportProgress.MaxRejections, 2), (answer.RowsRead, answer.RowsRecorded));
    }

    [Fact]
    public async Task Import_RowsAlreadyOptedOutThatNoStandbyHas_AreNotTold()
    {
        var pair = new Pair(Host.Client, "+15550001111", "+15557654321");
        await pair.TextAsync("STOP");
        _ledger.IsStandbyAway = true;
        _import.Send(Header(pair.Sender));
        _import.Send(Part(Row(pair.Customer)));
        _import.End();

        await Assert.ThrowsAsync<TimeoutException>(() => Start());
        Assert.Equal(0, _import.AnswersAtHand);
    }

    [Fact]
    public async Task Import_Done_IsToldOnlyOnceTheRosterHasTheRows()
    {
        var pair = new Pair(Host.Client, "+15550001111", "+15557654321");
        var held = new TaskCompletionSource();
        _import.Send(Header(pair.Sender));
        _import.Send(Part(Row(pair.Customer)));
        var call = Start();
        await Host.Ledger.ReachesAsync(1);
        _polls.Hold = held;

        _import.End();
        await Host.Ledger.LengthAsync();
        Assert.Equal((false, 0), (call.IsCompleted, _import.AnswersAtHand));

        (_polls.Hold, _) = (null, held.TrySetResult());
        await call;
        Assert.True((await _import.AnswerAsync()).Done);
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    [Fact]
    public async Task Import_Cancelled_EndsAndCanBeResumed()
    {
        var pair = new Pair(Host.Client, "+15550001111", "+15557654321");
        var id = NewId();
        using var away = new CancellationTokenSource();
        _import.Send(Header(pair.Sender, id));
        _import.Send(Part(Row(pair.Customer)));
        var call = Start(away.Token);
        await Host.Ledger.ReachesAsync(1);

        await away.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var answers = await RunAsync(Host, Header(pair.Sender, id), Part(Row(pair.Customer), Row("+15557654322")));
        Assert.Equal((2, 1, 1), (answers[^1].RowsRead, answers[^1].RowsRecorded, answers[^1].RowsUnchanged));
    }

    [Fact]
    public async Task Import_CallerGoesAway_LeavesWhatIsEntered()
    {
        var parts = new[] { Header("+15550001111", "gone"), Part(Row("+15557654321")) };
        using (var call = new ConsentLedger.ConsentLedgerClient(Host.Channel).ImportOptOuts())
        {
            foreach (var part in parts)
            {
                await call.RequestStream.WriteAsync(part);
            }

            await Host.Ledger.ReachesAsync(1);
        }

        Assert.Equal(
            new ImportOptOutsResponse { RowsRead = 1, RowsUnchanged = 1, Done = true }, (await RunAsync(Host, parts))[^1]);
    }

    [Fact]
    public async Task Import_ServerStops_IsSentElsewhere()
    {
        _import.Send(Header("+15550001111"));
        _import.Send(Part(Row("+15557654321")));
        var call = Start();
        await Host.Ledger.ReachesAsync(1);

        Host.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();

        var refusal = await Refusal.OfAsync(AnswerAsync());
        Assert.Equal((StatusCode.Unavailable, ErrorReason.ShuttingDown), (refusal.Status, refusal.Reason));

        async Task<bool> AnswerAsync()
        {
            await call;
            return true;
        }
    }

    [Fact]
    public async Task Import_OnABusyServer_EntersAFewRowsAtATimeAndEachOnce()
    {
        const int Count = 250;
        const double Busy = 1_000_000;
        var pair = new Pair(Host.Client, "+15550001111", "+15557654321");
        var start = _time.GetTimestamp();
        // So much a second, however much time passes until the import comes to ask.
        var pace = new ImportPace(_time, () => (long)(_time.GetElapsedTime(start).TotalSeconds * Busy));
        _time.Advance(Second);
        _import.Send(Header(pair.Sender));
        _import.Send(Part([.. Enumerable.Range(0, Count).Select(index => Row($"+1555765{1_000 + index}")), Row("+15557651000")]));
        _import.End();

        var call = ActivatorUtilities.CreateInstance<ImportOptOutsHandler>(Host.Services, _time, pace).ImportAsync(_import, _import, new FakeCall(default));
        Assert.Equal(0, await Host.Ledger.LengthAsync());
        while (await Host.Ledger.LengthAsync() == 0)
        {
            _time.Advance(ImportPace.Rest);
        }

        Assert.InRange(await Host.Ledger.LengthAsync(), ImportPace.FewRows, Count - 1);
        var last = await NextAsync();
        while (!last.Done)
        {
            last = await NextAsync();
        }

        await call;
        Assert.Equal(new ImportOptOutsResponse { RowsRead = Count + 1, RowsRecorded = Count, RowsUnchanged = 1, Done = true }, last);
        Assert.Equal(Count, await Host.Ledger.LengthAsync());
    }

    private Task Start(CancellationToken cancellation = default) => ActivatorUtilities
        .CreateInstance<ImportOptOutsHandler>(Host.Services, _time)
        .ImportAsync(_import, _import, new FakeCall(cancellation));

    // Whoever waits for a second may not have begun to.
    private async Task<ImportOptOutsResponse> NextAsync()
    {
        var answer = _import.AnswerAsync().AsTask();
        while (!answer.IsCompleted)
        {
            _time.Advance(Second);
            await Task.WhenAny(answer, Host.Ledger.LengthAsync());
        }

        return await answer;
    }
}
