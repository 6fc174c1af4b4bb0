using System.Security.Cryptography;
using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>This build's server on a database that the build before filled, and was killed on: tests/fixtures/README.md.</summary>
public abstract class UpgradeTests<T>(UpgradedServer<T> upgraded)
    where T : Upgrade, new()
{
    private const int FewestQuestions = 300;

    [Fact]
    public async Task Ask_DatabaseOfTheBuildBefore_AnswersWordForWord()
    {
        var answered = await upgraded.Upgrade.AnsweredAsync();
        var caller = new Caller(upgraded.Server);

        Assert.InRange(answered.Count, FewestQuestions, int.MaxValue);
        foreach (var exchange in answered)
        {
            Assert.Equal(exchange.AsNow(), $"{exchange with { Answer = await caller.AskAsync(exchange.Request) }}");
        }
    }

    [Fact]
    public async Task ListSeals_OfTheBuildBefore_AreSignedWithItsKeyWhereItHadOne()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(Upgrade.Kept, $"{upgraded.Upgrade.Name}.seal.pem")));

        var listed = await new ConsentLedger.ConsentLedgerClient(upgraded.Server.Connect()).ListSealsAsync(new ListSealsRequest());

        var signed = listed.Seals.Where(seal => seal.Signature.Length > 0).ToList();
        Assert.NotEmpty(signed);
        Assert.NotEqual(listed.Seals.Count, signed.Count);
        Assert.All(signed, seal => Assert.True(
            key.VerifyHash(seal.Digest.Span, seal.Signature.Span, DSASignatureFormat.Rfc3279DerSequence)));
    }

    [Fact]
    public async Task ListReviews_OfTheBuildBefore_HasItsTextThatMayBeAnOptOut()
    {
        var reviews = new ConsentReviews.ConsentReviewsClient(upgraded.Server.Connect());

        var listed = await reviews.ListReviewsAsync(new ListReviewsRequest { AccountId = Story.Acme });
        var status = await upgraded.Server.Authority.GetStatusAsync(
            new GetStatusRequest { SenderNumber = Story.AcmeEngage, CustomerNumber = Story.Customer(10) });

        var review = Assert.Single(listed.Reviews);
        Assert.Equal((ReviewState.Open, "STOP 12345", Story.Customer(10)), (review.State, review.Entry.Body, review.Entry.Record.CustomerNumber));
        Assert.Equal(listed.Reviews, status.OpenReviews);
        Assert.Empty((await reviews.ListReviewsAsync(new ListReviewsRequest())).Reviews);
    }

    [Fact]
    public async Task CheckSend_ReplyThatWasPendingInTheBuildBefore_HasExpired()
    {
        var answer = await upgraded.Server.Authority.CheckSendAsync(new CheckSendRequest
        {
            SenderNumber = Story.AcmeEngage, CustomerNumber = Story.Customer(28), Purpose = MessagePurpose.OptOutConfirmation,
        });

        Assert.Equal((Decision.Blocked, DecisionReason.OptedOutOfNumber), (answer.Decision, answer.Reason));
    }

    [Fact]
    public async Task RecordInbound_AfterTheBuildBefore_GoesOnWithItsLedger()
    {
        using var upgrade = new T();
        await upgrade.LoadAsync();
        await using var server = await ServerProcess.StartAsync(upgrade.Setup);
        var end = await SealedLedger.EndAsync(server);

        var stop = await server.RecordAsync(Story.Text(13, Story.AcmeEngage, "STOP", "after-1"));
        var start = await server.RecordAsync(Story.Text(2, Story.AcmeStandard, "START", "after-2"));
        var repeated = await server.RecordAsync(Story.Text(2, Story.AcmeStandard, "Stop.", "text-2"));

        Assert.Equal(
            (end + 1, true, 2, Decision.Blocked), (stop.LedgerPosition, stop.Applied, stop.Record.Revision, stop.Decision));
        Assert.Equal(
            (end + 2, true, 2, Decision.Allowed), (start.LedgerPosition, start.Applied, start.Record.Revision, start.Decision));
        Assert.True(repeated.Duplicate);
        Assert.Equal(end + 2, await SealedLedger.EndAsync(server));
    }
}

public sealed class SqliteUpgradeTests(UpgradedServer<SqliteUpgrade> upgraded)
    : UpgradeTests<SqliteUpgrade>(upgraded), IClassFixture<UpgradedServer<SqliteUpgrade>>;

public sealed class PostgresUpgradeTests(UpgradedServer<PostgresUpgrade> upgraded)
    : UpgradeTests<PostgresUpgrade>(upgraded), IClassFixture<UpgradedServer<PostgresUpgrade>>;
