using System.Text.Json.Nodes;
using Consent.Core.Records;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Ledger;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Consent.Grpc.Tests.Reviews.Reviewing;
using ConsentSource = Consent.V1.ConsentSource;
using Decision = Consent.V1.Decision;
using DecisionReason = Consent.V1.DecisionReason;
using LedgerEntryKind = Consent.V1.LedgerEntryKind;
using MessagePurpose = Consent.V1.MessagePurpose;
using ReviewState = Consent.V1.ReviewState;
using ReviewVerdict = Consent.V1.ReviewVerdict;

namespace Consent.Grpc.Tests.Reviews;

/// <summary>The queue of texts that may be opt-outs, and what settles them.</summary>
[Collection(OneHost.Name)]
public sealed class ReviewTests(SharedHost host)
{
    private readonly Minutes _minutes = new();

    [Fact]
    public async Task ListReviews_OfAnAccount_HasItsOpenReviewsAsTheyAreDue()
    {
        var business = await Business.RegisterAsync(host.Host);
        var times = new[] { _minutes.Next(), _minutes.Next(), _minutes.Next() };
        var second = await business.To(business.Engage).DoubtAsync(times[1]);
        var first = await business.To(business.Standard).DoubtAsync(times[0]);
        var third = await business.To(business.OtherEngage).DoubtAsync(times[2]);

        var queue = await host.Reviews.QueueAsync(business.Id);

        Assert.Equal([first, second, third], queue.Select(review => review.Position));
        Assert.All(queue, review =>
        {
            Assert.Equal((ReviewState.Open, ReviewVerdict.Unspecified, "", 0), (review.State, review.Verdict, review.SettledBy, review.SettledPosition));
            Assert.Null(review.SettledAt);
            Assert.Equal((Doubt, LedgerEntryKind.PossibleOptOut), (review.Entry.Body, review.Entry.Kind));
            Assert.Equal(ReviewRules.DueAt(Instant.From(review.Entry.OccurredAt.ToDateTimeOffset())).ToDateTimeOffset(), review.DueAt.ToDateTimeOffset());
        });
        Assert.Equal([business.Id, "", ""], queue.Select(review => review.Entry.Record.AccountId));
        Assert.Equal(queue.Select(review => review.Entry), await EntriesAsync(business.Customer, [first, second, third]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(1_000)]
    public async Task ListReviews_InPages_HasEachOnce(int size)
    {
        var business = await Business.RegisterAsync(host.Host);
        var positions = new List<long>();
        for (var text = 0; text < 5; text++)
        {
            positions.Add(await business.To(business.Senders[text % 4]).DoubtAsync(_minutes.Next()));
        }

        Assert.Equal(positions, (await host.Reviews.QueueAsync(business.Id, size: size)).Select(review => review.Position));
    }

    [Fact]
    public async Task ListReviews_WhileSomeAreSettled_SkipsAndRepeatsNoneOfTheOthers()
    {
        var business = await Business.RegisterAsync(host.Host);
        var positions = new List<long>();
        for (var text = 0; text < 6; text++)
        {
            positions.Add(await business.To(business.Senders[text % 4]).DoubtAsync(_minutes.Next()));
        }

        var page = await host.Reviews.ListReviewsAsync(new ListReviewsRequest { AccountId = business.Id, State = ReviewState.Open, PageSize = 2 });
        await host.Reviews.ResolveAsync(Resolution(positions[1], ReviewVerdict.NotOptOut, business.Id));
        await host.Reviews.ResolveAsync(Resolution(positions[3], ReviewVerdict.NotOptOut, business.Id));
        var rest = await host.Reviews.ListReviewsAsync(
            new ListReviewsRequest { AccountId = business.Id, State = ReviewState.Open, PageSize = 10, PageToken = page.NextPageToken });

        Assert.Equal(positions[..2], page.Reviews.Select(review => review.Position));
        Assert.Equal([positions[2], positions[4], positions[5]], rest.Reviews.Select(review => review.Position));
        Assert.Equal("", rest.NextPageToken);
    }

    [Fact]
    public async Task ListReviews_OfNoAccount_HasThoseOfNumbersThatAreNotRegistered()
    {
        var pair = host.NewPair("+15550007777");
        var position = await pair.DoubtAsync();

        Assert.Contains(position, (await host.Reviews.QueueAsync("")).Select(review => review.Position));
        Assert.Contains(position, (await host.Reviews.QueueAsync("", ReviewState.Unspecified)).Select(review => review.Position));
        Assert.DoesNotContain(position, (await host.Reviews.QueueAsync("", ReviewState.Settled)).Select(review => review.Position));
    }

    [Fact]
    public async Task ResolveReview_OptOut_BlocksFromTheAnswerOnAsOfTheText()
    {
        var business = await Business.RegisterAsync(host.Host);
        var pair = business.To(business.Standard);
        var at = _minutes.Next();
        var position = await pair.DoubtAsync(at);
        var later = await business.To(business.OtherStandard).DoubtAsync(_minutes.Next());

        var review = await host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.OptOut, business.Id));

        var blocked = await business.To(business.Engage).CheckAsync();
        Assert.Equal((Decision.Blocked, DecisionReason.OptedOutOfAccount), (blocked.Decision, blocked.Reason));
        Assert.Equal((at.ToTimestamp(), ConsentSource.Operator), (blocked.OptOut.ChangedAt, blocked.OptOut.Source));
        Assert.False(await pair.MayReplyAsync(MessagePurpose.OptOutConfirmation));
        Assert.Equal(
            (ReviewState.Settled, ReviewVerdict.OptOut, "anna", position), (review.State, review.Verdict, review.SettledBy, review.Position));
        var settled = await host.Reviews.QueueAsync(business.Id, ReviewState.Settled);
        Assert.Equal([review.Position, later], settled.Select(each => each.Position));
        Assert.Equal((ReviewVerdict.Unspecified, review.SettledPosition), (settled[1].Verdict, settled[1].SettledPosition));
        Assert.Empty(await host.Reviews.QueueAsync(business.Id));
    }

    [Fact]
    public async Task ResolveReview_OptOut_IsInTheHistoryWithThePersonWhoDecided()
    {
        var pair = host.NewPair();
        var position = await pair.DoubtAsync(_minutes.Next());
        var request = Resolution(position, ReviewVerdict.OptOut);

        var review = await host.Reviews.ResolveAsync(request);

        var entry = (await EntriesAsync(pair.Customer, [review.SettledPosition])).Single();
        Assert.Equal(
            (LedgerEntryKind.OptedOut, "anna", request.IdempotencyKey, $"Review of entry {position}", pair.Sender),
            (entry.Kind, entry.Actor, entry.MessageId, entry.Evidence, entry.SenderNumber));
        Assert.Equal((review.Entry.OccurredAt, review.SettledAt), (entry.OccurredAt, entry.RecordedAt));
        Assert.Equal(review.Entry.Record.Revision + 1, entry.Record.Revision);
    }

    [Fact]
    public async Task ResolveReview_NotOptOut_ChangesNothingButTheReview()
    {
        var pair = host.NewPair();
        var position = await pair.DoubtAsync();

        var review = await host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.NotOptOut));

        Assert.Equal((ReviewState.Settled, ReviewVerdict.NotOptOut, "anna"), (review.State, review.Verdict, review.SettledBy));
        Assert.Equal(DecisionReason.NoOptOut, (await pair.CheckAsync()).Reason);
        var entry = (await EntriesAsync(pair.Customer, [review.SettledPosition])).Single();
        Assert.Equal((LedgerEntryKind.ReviewedNotOptOut, "anna", ""), (entry.Kind, entry.Actor, entry.Body));
    }

    [Theory]
    [InlineData(ReviewVerdict.OptOut)]
    [InlineData(ReviewVerdict.NotOptOut)]
    public async Task ResolveReview_SameVerdictAgain_AnswersTheSameAndEntersNothing(ReviewVerdict verdict)
    {
        var pair = host.NewPair();
        var request = Resolution(await pair.DoubtAsync(), verdict);
        var first = await host.Reviews.ResolveAsync(request);
        var size = await host.Ledger.SizeAsync();

        Assert.Equal(first, await host.Reviews.ResolveAsync(request));
        Assert.Equal(first, await host.Reviews.ResolveAsync(Resolution(request.Position, verdict, actor: "ben")));
        Assert.Equal(size, await host.Ledger.SizeAsync());
    }

    [Theory]
    [InlineData(ReviewVerdict.OptOut, ReviewVerdict.NotOptOut, "REVIEW_VERDICT_OPT_OUT", "found to be an opt-out")]
    [InlineData(ReviewVerdict.NotOptOut, ReviewVerdict.OptOut, "REVIEW_VERDICT_NOT_OPT_OUT", "found to be no opt-out")]
    public async Task ResolveReview_AnotherVerdict_IsRefusedWithHowItWasSettled(
        ReviewVerdict first, ReviewVerdict second, string verdict, string how)
    {
        var pair = host.NewPair();
        var request = Resolution(await pair.DoubtAsync(), first);
        var review = await host.Reviews.ResolveAsync(request);
        var size = await host.Ledger.SizeAsync();

        var refusal = await Refusal.OfAsync(host.Reviews.ResolveAsync(new ResolveReviewRequest(request) { Verdict = second }));

        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.ReviewSettled), (refusal.Status, refusal.Reason));
        Assert.Contains(how, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            (verdict, "anna", $"{review.SettledPosition}"),
            (refusal.Info!.Metadata["verdict"], refusal.Info.Metadata["settled_by"], refusal.Info.Metadata["settled_position"]));
        Assert.Equal(JsonFormatter.Default.Format(review.SettledAt), $"\"{refusal.Info.Metadata["settled_at"]}\"");
        Assert.Equal(size, await host.Ledger.SizeAsync());
    }

    [Theory]
    [InlineData("STOP", ReviewVerdict.NotOptOut, "an opt-out settled it")]
    [InlineData("START", ReviewVerdict.NotOptOut, "a later opt-in settled it")]
    [InlineData("START", ReviewVerdict.OptOut, "a later opt-in settled it")]
    public async Task ResolveReview_AgainstTheCustomersOwnText_IsRefused(string text, ReviewVerdict verdict, string how)
    {
        var pair = host.NewPair();
        var position = await pair.DoubtAsync(_minutes.Next());
        var answer = await pair.TextAsync(text, _minutes.Next());
        var size = await host.Ledger.SizeAsync();

        var refusal = await Refusal.OfAsync(host.Reviews.ResolveAsync(Resolution(position, verdict)));

        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.ReviewSettled), (refusal.Status, refusal.Reason));
        Assert.Contains(how, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            ("REVIEW_VERDICT_UNSPECIFIED", "", $"{answer.LedgerPosition}"),
            (refusal.Info!.Metadata["verdict"], refusal.Info.Metadata["settled_by"], refusal.Info.Metadata["settled_position"]));
        Assert.Equal(size, await host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task ResolveReview_OptOutAfterTheCustomersStop_AnswersTheReviewAndEntersNothing()
    {
        var pair = host.NewPair();
        var position = await pair.DoubtAsync(_minutes.Next());
        var stop = await pair.TextAsync("STOP", _minutes.Next());
        var size = await host.Ledger.SizeAsync();

        var review = await host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.OptOut));

        Assert.Equal(
            (ReviewState.Settled, ReviewVerdict.Unspecified, "", stop.LedgerPosition),
            (review.State, review.Verdict, review.SettledBy, review.SettledPosition));
        Assert.Equal(size, await host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task ResolveReview_OptOutOfEachOfThree_IsOneOptOut()
    {
        var pair = host.NewPair();
        long[] positions =
            [await pair.DoubtAsync(_minutes.Next()), await pair.DoubtAsync(_minutes.Next()), await pair.DoubtAsync(_minutes.Next())];
        var first = await host.Reviews.ResolveAsync(Resolution(positions[0], ReviewVerdict.OptOut));
        var size = await host.Ledger.SizeAsync();

        foreach (var position in positions[1..])
        {
            var review = await host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.OptOut, actor: "ben"));
            Assert.Equal(
                (position, ReviewState.Settled, ReviewVerdict.Unspecified, "anna", first.SettledPosition),
                (review.Position, review.State, review.Verdict, review.SettledBy, review.SettledPosition));
            var refusal = await Refusal.OfAsync(host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.NotOptOut)));
            Assert.Equal((ErrorReason.ReviewSettled, "anna"), (refusal.Reason, refusal.Info!.Metadata["settled_by"]));
        }

        Assert.Equal(size, await host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task ResolveReview_StartFromBeforeTheText_LeavesItOpen()
    {
        var pair = host.NewPair();
        var (before, at) = (_minutes.Next(), _minutes.Next());
        var position = await pair.DoubtAsync(at);
        await pair.TextAsync("START", before);

        var review = await host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.OptOut));

        Assert.Equal(ReviewVerdict.OptOut, review.Verdict);
        Assert.Equal(DecisionReason.OptedOutOfNumber, (await pair.CheckAsync()).Reason);
    }

    [Fact]
    public async Task ResolveReview_OptOutThenStart_IsLifted()
    {
        var pair = host.NewPair();
        await host.Reviews.ResolveAsync(Resolution(await pair.DoubtAsync(_minutes.Next()), ReviewVerdict.OptOut));

        var start = await pair.TextAsync("START", _minutes.Next());

        Assert.Equal((true, Decision.Allowed, DecisionReason.Resubscribed), (start.Applied, start.Decision, start.Reason));
    }

    [Fact]
    public async Task ResolveReview_TwoVerdictsAtOnce_OneOfThemCounts()
    {
        for (var round = 0; round < 10; round++)
        {
            var pair = host.NewPair();
            var position = await pair.DoubtAsync();
            var size = await host.Ledger.SizeAsync();
            var calls = new[] { ReviewVerdict.OptOut, ReviewVerdict.NotOptOut, ReviewVerdict.OptOut, ReviewVerdict.NotOptOut }
                .Select(async verdict =>
                {
                    try
                    {
                        return (await host.Reviews.ResolveAsync(Resolution(position, verdict))).Verdict == verdict;
                    }
                    catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
                    {
                        return false;
                    }
                });

            Assert.Equal(2, (await Task.WhenAll(calls)).Count(counted => counted));
            Assert.Equal(size.Entries + 1, (await host.Ledger.SizeAsync()).Entries);
        }
    }

    [Theory]
    [InlineData("HELP")]
    [InlineData("STOP")]
    public async Task ResolveReview_EntryOfAnotherKind_IsRefused(string text)
    {
        var pair = host.NewPair();
        var answer = await pair.TextAsync(text);

        var refusal = await Refusal.OfAsync(host.Reviews.ResolveAsync(Resolution(answer.LedgerPosition, ReviewVerdict.OptOut)));

        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.EntryNotReviewable), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task ResolveReview_TextOfACustomerWhoWasOptedOut_IsRefused()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP", _minutes.Next());
        var doubt = await pair.TextAsync(Doubt, _minutes.Next());

        Assert.False(doubt.Applied);
        var refusal = await Refusal.OfAsync(host.Reviews.ResolveAsync(Resolution(doubt.LedgerPosition, ReviewVerdict.OptOut)));
        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.EntryNotReviewable), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task ResolveReview_OfAnotherAccountOrNone_IsNotFound()
    {
        var business = await Business.RegisterAsync(host.Host);
        var another = await Business.RegisterAsync(host.Host);
        var ofAccount = await business.To(business.Standard).DoubtAsync();
        var ofNumber = await business.To(business.Engage).DoubtAsync();
        var ofNone = await host.NewPair().DoubtAsync();
        var help = (await business.To(business.Engage).TextAsync("HELP")).LedgerPosition;
        var end = (await business.StatusAsync()).LedgerPosition;

        foreach (var (position, account) in new[]
        {
            (ofAccount, another.Id), (ofAccount, ""), (ofNumber, another.Id), (ofNumber, ""), (ofNone, business.Id), (help, another.Id),
            (end + 1_000_000, business.Id), (end + 1_000_000, ""),
        })
        {
            var refusal = await Refusal.OfAsync(host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.OptOut, account)));
            Assert.Equal(
                (StatusCode.NotFound, ErrorReason.ReviewNotFound, "position"),
                (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));
        }

        Assert.Equal([ofAccount, ofNumber], (await host.Reviews.QueueAsync(business.Id)).Select(review => review.Position));
    }

    [Fact]
    public async Task ResolveReview_AccountThatIsNotRegistered_IsNotFound()
    {
        var position = await host.NewPair().DoubtAsync();

        var resolved = await Refusal.OfAsync(host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.OptOut, "nobody")));
        var listed = await Refusal.OfAsync(host.Reviews.ListReviewsAsync(new ListReviewsRequest { AccountId = "nobody" }));

        Assert.All([resolved, listed], refusal => Assert.Equal(
            (StatusCode.NotFound, ErrorReason.AccountNotFound, "account_id"),
            (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"])));
    }

    [Fact]
    public async Task ResolveReview_OnceTheNumberIsRegistered_IsItsAccounts()
    {
        var business = await Business.RegisterAsync(host.Host);
        var pair = host.NewPair($"+1557{business.Number:0000000}");
        var position = await pair.DoubtAsync();
        await business.PutSenderAsync(pair.Sender, Core.Registry.SenderKind.Engage);

        Assert.Equal([position], (await host.Reviews.QueueAsync(business.Id)).Select(review => review.Position));
        Assert.Equal(
            ErrorReason.ReviewNotFound,
            (await Refusal.OfAsync(host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.NotOptOut)))).Reason);
        await host.Reviews.ResolveAsync(Resolution(position, ReviewVerdict.NotOptOut, business.Id));
    }

    [Fact]
    public async Task Watch_OfReviews_BringsWhatSettledThem()
    {
        var pair = host.NewPair();
        var review = await host.Reviews.ResolveAsync(Resolution(await pair.DoubtAsync(), ReviewVerdict.NotOptOut));
        using var call = host.Host.Watch(review.SettledPosition - 1);

        var entry = (await call.NextAsync()).Entry;

        Assert.Equal((LedgerEntryKind.ReviewedNotOptOut, review.SettledPosition), (entry.Kind, entry.Position));
    }

    [Fact]
    public async Task Json_ListAndResolve_AreAsOverGrpc()
    {
        var business = await Business.RegisterAsync(host.Host);
        var position = await business.To(business.Engage).DoubtAsync();

        var listed = JsonNode.Parse(await host.Host.Web.GetStringAsync(
            new Uri($"/v1/reviews?accountId={business.Id}&state=REVIEW_STATE_OPEN&pageSize=5", UriKind.Relative)))!["reviews"]![0]!;
        using var response = await host.Host.Web.PostAsync(
            new Uri("/v1/reviews:resolve", UriKind.Relative),
            new StringContent(
                $$"""
                {"position": "{{position}}", "accountId": "{{business.Id}}", "verdict": "REVIEW_VERDICT_OPT_OUT", "actor": "anna",
                "idempotencyKey": "key-1"}
                """,
                System.Text.Encoding.UTF8,
                "application/json"));
        var resolved = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(($"{position}", "REVIEW_STATE_OPEN"), (listed["position"]!.ToString(), listed["state"]!.ToString()));
        Assert.Equal(Doubt, listed["entry"]!["body"]!.ToString());
        Assert.Equal(
            ("REVIEW_STATE_SETTLED", "REVIEW_VERDICT_OPT_OUT", "anna"),
            (resolved["state"]!.ToString(), resolved["verdict"]!.ToString(), resolved["settledBy"]!.ToString()));
        Assert.Equal(DecisionReason.OptedOutOfNumber, (await business.To(business.Engage).CheckAsync()).Reason);
    }

    private async Task<List<LedgerEntry>> EntriesAsync(string customer, long[] positions)
    {
        var entries = await host.Host.HistoryAsync(new GetHistoryRequest { CustomerNumber = customer });
        return [.. positions.Select(position => entries.Single(entry => entry.Position == position))];
    }
}
