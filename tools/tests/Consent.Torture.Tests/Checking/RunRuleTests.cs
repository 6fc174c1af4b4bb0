using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;

namespace Consent.Torture.Tests.Checking;

/// <summary>What a run must have done to count, and what is told of it.</summary>
public sealed class RunRuleTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void Check_EnoughOfBoth_Counts() => Assert.Empty(ShortcomingsOf(Run()));

    [Fact]
    public void Check_TooFewBeforeTheFirstFault_DoesNotCount()
    {
        var history = Run();
        history.Add(new Fault { Kind = "kill -9", Target = "server 1", Began = 20 * Second });

        Assert.Contains("before the first fault", Assert.Single(ShortcomingsOf(history)), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_BatchesOnly_CountOneEach()
    {
        var history = Run(item: 1);

        Assert.Contains("0.0 operations a second", Assert.Single(ShortcomingsOf(history)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, Decision.Blocked)]
    [InlineData(99, Decision.Blocked)]
    [InlineData(901, Decision.Allowed)]
    public void Check_HardlyAnyOfOneDecision_DoesNotCount(int blocked, Decision missing)
    {
        var shortcoming = Assert.Single(ShortcomingsOf(Run(blocked)));

        Assert.EndsWith($"were answered {missing}", shortcoming, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NothingSaid_SaysWhatIsMissing()
    {
        var shortcomings = HistoryChecker.Check(new History()).Shortcomings;

        Assert.Equal(4, shortcomings.Count);
        Assert.False(HistoryChecker.Check(new History()).IsGood);
    }

    [Fact]
    public void Check_SealsOfPartOfTheLedger_DoNotCount()
    {
        var history = Run();
        history.Add(new SealVerification(17, 2, []));

        Assert.Contains("17 entries verified", Assert.Single(ShortcomingsOf(history)), StringComparison.Ordinal);
    }

    [Fact]
    public void Times_ServerAtFault_IsLeftOut()
    {
        var history = Run();
        Ask(history, 2, 1 * Second);
        Ask(history, 2, 3 * Second);
        Ask(history, 2, 9 * Second);
        history.Add(new Fault { Kind = "clock ahead", Target = "server 1", Began = 0, Ended = 1, Servers = [1] });
        history.Add(new Fault { Kind = "SIGSTOP", Target = "server 2", Began = 4 * Second, Ended = 8 * Second, Servers = [2] });

        var server = HistoryChecker.Check(history).Times.Servers.Single(each => each.Server == 2);

        Assert.Equal((3, 2 * Second), (server.Answered, server.LongestPause));
    }

    [Fact]
    public void Times_BeforeTheFirstFault_AreLeftOutButNotItsRefusals()
    {
        var history = Run();
        Ask(history, 2, 1 * Second);
        history.Add(Question(2, 2 * Second) with { Refused = Recorded.NoAnswer });
        Ask(history, 2, 10 * Second);
        Ask(history, 2, 11 * Second);
        Ask(history, 2, 13 * Second);
        history.Add(new Fault { Kind = "SIGSTOP", Target = "server 1", Began = 10 * Second, Ended = 12 * Second, Servers = [1] });

        var server = HistoryChecker.Check(history).Times.Servers.Single(each => each.Server == 2);

        Assert.Equal((4, 1, 2 * Second), (server.Answered, server.Refused, server.LongestPause));
    }

    [Fact]
    public void Times_Stops_AreOfOneCallAndOfAll()
    {
        var run = Recorded.WithAccount();
        run.Send(WriteKind.Stop, "stop", 100, 1_100, null);
        run.Text(WriteKind.Stop, "stop", 2_000, 2_500);

        var verdict = HistoryChecker.Check(run.History);

        Assert.Equal((500, 2_400, 500), (verdict.Times.LongestAcknowledgement, verdict.LongestStop, verdict.Times.QuietAcknowledgement));
    }

    [Fact]
    public void Times_StopThatWasTriedAtAServerAtFault_CountsFromWhereAnotherWasAsked()
    {
        var run = Recorded.WithAccount();
        run.History.Add(new Fault { Kind = "SIGSTOP", Target = "server 1", Began = 50, Ended = 1_500, Servers = [1] });
        run.Send(WriteKind.Stop, "stop", 100, 1_100, null);
        run.Text(WriteKind.Stop, "stop", 2_000, 2_500);
        run.Text(WriteKind.Stop, "before", 10, 40);

        var verdict = HistoryChecker.Check(run.History);

        Assert.Equal((2_400, 500), (verdict.LongestStop, verdict.LongestStopElsewhere));
    }

    [Fact]
    public void Times_RefusedChecks_CountWhereTheServerWasNotAtFault()
    {
        var history = Run();
        foreach (var (server, at) in new[] { (1, 5), (1, 6), (2, 5) })
        {
            history.Add(Question(server, at * Second) with { Refused = Recorded.NoAnswer });
        }

        Ask(history, 2, 1 * Second);
        history.Add(new Fault { Kind = "SIGSTOP", Target = "server 2", Began = 4 * Second, Ended = 8 * Second, Servers = [2] });

        Assert.Equal([2, 0], HistoryChecker.Check(history).Times.Servers.Select(server => server.Refused));
    }

    [Fact]
    public void Times_StopLongAfterAFaultWasUndone_IsQuietThoughServersWereNotReadyAtOnce()
    {
        var run = Recorded.WithAccount();
        run.History.Add(new Fault { Kind = "kill -9", Target = "server 2", Began = 0, Undone = 1 * Second, Ended = 10 * Second });
        run.Text(WriteKind.Stop, "start", -9 * Second, -1 * Second);
        run.Text(WriteKind.Stop, "soon", 15 * Second, (15 * Second) + 700);
        run.Text(WriteKind.Stop, "late", 17 * Second, (17 * Second) + 500);

        Assert.Equal(500, HistoryChecker.Check(run.History).Times.QuietAcknowledgement);
    }

    private static IReadOnlyList<string> ShortcomingsOf(History history) => HistoryChecker.Check(history).Shortcomings;

    /// <summary>1,000 checks in five seconds.</summary>
    private static History Run(int blocked = 500, int item = 0)
    {
        var history = new History();
        history.Add(new RunStart(0, 0, Servers: 1));
        history.Add(new SealVerification(0, 0, []));
        for (var index = 0; index < 1_000; index++)
        {
            Ask(history, 1, index * Second / 200, index < blocked ? Decision.Blocked : Decision.Allowed, item);
        }

        return history;
    }

    private static void Ask(History history, int server, long at, Decision decision = Decision.Allowed, int item = 0) =>
        history.Add(Question(server, at) with { Decision = decision, Item = item });

    private static CheckOperation Question(int server, long at) => new()
    {
        Client = "client",
        Server = server,
        Called = at,
        Returned = at + 100,
        Sender = Recorded.Engage,
        Customer = Recorded.Customer,
    };
}
