using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.V1;

namespace Consent.Cluster.Tests.Acknowledgements;

/// <summary>What is known of a review on one server is known on the others from the answer on.</summary>
[Collection(SharedCluster.Name)]
public sealed class ReviewTests(LocalClusterFixture fixture) : IAsyncLifetime
{
    private const string Account = "reviews";
    private const string Number = "+15550008001";
    private const int Rounds = 30;

    private LocalCluster Cluster => fixture.Cluster;

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Check_OnTheOtherServersRightAfterAnAnswer_KnowsOfTheReview()
    {
        await RegisterAsync();
        var customer = Wire.NewCustomer();
        for (var round = 0; round < Rounds; round++)
        {
            var verdict = round % 2 == 0 ? ReviewVerdict.NotOptOut : ReviewVerdict.OptOut;
            var doubt = await Of(round).RecordAsync(Text(customer, "not interested"));
            Assert.Equal(InboundKind.PossibleOptOut, doubt.Kind);
            await AssertEverywhereAsync(customer, DecisionReason.HeldForReview, doubt.LedgerPosition);

            await ResolveAsync(Of(round + 1), doubt.LedgerPosition, verdict);
            var settled = verdict == ReviewVerdict.OptOut
                ? DecisionReason.OptedOutOfNumber
                : round == 0 ? DecisionReason.NoOptOut : DecisionReason.Resubscribed;
            await AssertEverywhereAsync(customer, settled);

            await Of(round + 2).RecordAsync(Text(customer, Wire.Start));
            await AssertEverywhereAsync(customer, round == 0 ? DecisionReason.NoOptOut : DecisionReason.Resubscribed);
        }
    }

    private Server Of(int turn) => Cluster.Servers[turn % LocalCluster.Size];

    private async Task AssertEverywhereAsync(string customer, DecisionReason reason, params long[] open)
    {
        foreach (var server in Cluster.Servers)
        {
            var check = new CheckSendRequest { SenderNumber = Number, CustomerNumber = customer };
            var asked = new GetStatusRequest { SenderNumber = Number, CustomerNumber = customer };
            var answer = await server.Authority.CheckSendAsync(check, deadline: Deadlines.In(Until.Patience));
            var status = await server.Authority.GetStatusAsync(asked, deadline: Deadlines.In(Until.Patience));
            Assert.Equal((reason, reason), (answer.Reason, status.Reason));
            Assert.Equal(open, status.OpenReviews.Select(review => review.Position));
        }
    }

    private async Task RegisterAsync()
    {
        await Of(0).Registry.PutAccountAsync(
            new PutAccountRequest
            {
                Account = new Account
                {
                    AccountId = Account, DisplayName = "Reviews", PossibleOptOutPolicy = PossibleOptOutPolicy.HoldAll,
                },
            },
            deadline: Deadlines.In(Until.Patience));
        await Of(1).Registry.PutSenderAsync(
            new PutSenderRequest { Sender = new Sender { SenderNumber = Number, AccountId = Account, Kind = SenderKind.Engage } },
            deadline: Deadlines.In(Until.Patience));
    }

    private static async Task ResolveAsync(Server server, long position, ReviewVerdict verdict)
    {
        var request = new ResolveReviewRequest
        {
            Position = position, AccountId = Account, Verdict = verdict, Actor = "anna", IdempotencyKey = $"review-{position}",
        };
        var review = await server.Reviews.ResolveReviewAsync(request, deadline: Deadlines.In(Until.Patience));
        Assert.Equal((ReviewState.Settled, verdict), (review.State, review.Verdict));
    }

    private static RecordInboundRequest Text(string customer, string body) => new(Wire.Text(customer, body)) { SenderNumber = Number };
}
