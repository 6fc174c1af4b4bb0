using Consent.Grpc.Registry;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;
using static Consent.V1.Decision;

namespace Consent.Silo.Tests.Scopes;

/// <summary>What a customer of ours would check, on a real server.</summary>
public abstract class StatementTests
{
    private const string Notice =
        "Alert: This user has opted out of SMS communication. You cannot send this message via Acme CRM.";

    private static int _shops;

    private readonly Shop _shop;

    private protected StatementTests(ServerProcess server) => _shop = new Shop(server, Interlocked.Increment(ref _shops));

    [Fact]
    public async Task Statement1_StopToAnOrdinaryNumber_NothingGoesOutFromAnyNumberOfTheAccount()
    {
        await _shop.OpenAsync();
        Assert.Equal([Allowed, Allowed, Allowed, Allowed], await _shop.CheckAllAsync());

        await _shop.TextAsync(_shop.OtherOrdinary, "STOP");

        Assert.Equal([Blocked, Blocked, Blocked, Blocked], await _shop.CheckAllAsync());
        foreach (var sender in _shop.Senders)
        {
            var answer = await _shop.CheckAsync(sender, MessagePurpose.InvoiceLink, Channel.Sms);
            Assert.Equal((DecisionReason.OptedOutOfAccount, Notice), (answer.Reason, answer.Notice));
        }
    }

    [Fact]
    public async Task Statement2_StopToOneOfTwoEngageNumbers_TheOtherIsAllowedAndSelected()
    {
        await _shop.OpenAsync();

        await _shop.TextAsync(_shop.Engage, "STOP");

        Assert.Equal([Allowed, Allowed, Blocked, Allowed], await _shop.CheckAllAsync());
        var selected = await _shop.SelectAsync(preferred: _shop.Engage);
        Assert.Equal(_shop.OtherEngage, selected.SenderNumber);
        Assert.Equal([Blocked, Allowed], selected.Candidates.Select(candidate => candidate.Decision));
    }

    [Fact]
    public async Task Statement3_OperatorUnchecksSms_OnlyTheCustomersStartLiftsIt()
    {
        await _shop.OpenAsync();
        await _shop.UncheckAsync();
        Assert.Equal([Blocked, Blocked, Blocked, Blocked], await _shop.CheckAllAsync());

        var refusal = await _shop.RecheckAsync();
        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.Equal("RESUBSCRIBE_REQUIRES_CUSTOMER", refusal.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>()!.Reason);
        Assert.Contains($"START to {_shop.Ordinary}", refusal.Status.Detail, StringComparison.Ordinal);
        Assert.Equal([Blocked, Blocked, Blocked, Blocked], await _shop.CheckAllAsync());

        await _shop.TextAsync(_shop.Engage, "START");
        Assert.Equal([Blocked, Blocked, Allowed, Blocked], await _shop.CheckAllAsync());

        await _shop.TextAsync(_shop.Ordinary, "START");
        Assert.Equal([Allowed, Allowed, Allowed, Allowed], await _shop.CheckAllAsync());
    }

    [Fact]
    public async Task Statement4_EmailAndVoice_AreAllowedThroughoutAndNamedByABlockedAnswer()
    {
        await _shop.OpenAsync();
        await AssertReachableAsync();

        await _shop.TextAsync(_shop.Ordinary, "STOP");
        await _shop.TextAsync(_shop.Engage, "STOP");

        await AssertReachableAsync();
        foreach (var sender in _shop.Senders)
        {
            var blocked = await _shop.CheckAsync(sender, MessagePurpose.OneOff, Channel.Sms);
            Assert.Equal((Blocked, 2), (blocked.Decision, blocked.Alternatives.Count));
            Assert.Equal([Channel.Email, Channel.Voice], blocked.Alternatives);
        }
    }

    [Fact]
    public async Task Statement5_StartToAnotherEngageNumber_LeavesTheFirstBlocked()
    {
        await _shop.OpenAsync();
        await _shop.TextAsync(_shop.Engage, "STOP");

        await _shop.TextAsync(_shop.OtherEngage, "START");

        Assert.Equal([Allowed, Allowed, Blocked, Allowed], await _shop.CheckAllAsync());
    }

    [Fact]
    public async Task Statement6_StopAllToAnEngageNumber_NothingGoesOutFromAnyNumberAndTheConfirmationSaysSo()
    {
        await _shop.OpenAsync();

        var stop = await _shop.TextAsync(_shop.Engage, "STOPALL");

        Assert.Equal((_shop.Id, DecisionReason.OptedOutOfAccount), (stop.Record.AccountId, stop.Reason));
        Assert.Contains("no more messages from us", stop.Reply.Body, StringComparison.Ordinal);
        Assert.Equal([Blocked, Blocked, Blocked, Blocked], await _shop.CheckAllAsync());
        Assert.Equal(
            [(Blocked, DecisionReason.OptedOutOfAccount), (Allowed, DecisionReason.PendingReply)],
            [await ConfirmAsync(_shop.OtherEngage), await ConfirmAsync(_shop.Engage)]);

        await _shop.TextAsync(_shop.Engage, "START");
        Assert.Equal([Blocked, Blocked, Allowed, Blocked], await _shop.CheckAllAsync());

        await _shop.TextAsync(_shop.Engage, "STOPALL");
        await _shop.TextAsync(_shop.Ordinary, "START");
        Assert.Equal([Allowed, Allowed, Allowed, Allowed], await _shop.CheckAllAsync());
    }

    [Fact]
    public async Task Statement7_KeywordOfALanguage_IsAnsweredInIt()
    {
        await _shop.OpenAsync();

        var stop = await _shop.TextAsync(_shop.Ordinary, "ARRÊT");
        var help = await _shop.TextAsync(_shop.Engage, "Ayuda");

        Assert.Equal(
            "Acme Plumbing : vous êtes désabonné et ne recevrez plus de messages de notre part. Répondez START pour vous réabonner.",
            stop.Reply.Body);
        Assert.Equal("Acme Plumbing: responda STOP para darse de baja, START para suscribirse de nuevo.", help.Reply.Body);
    }

    [Fact]
    public async Task Statement8_AccountsRepliesInALanguage_AnswerTextsInItAndNameTheContact()
    {
        await _shop.OpenAsync();
        var account = await _shop.ChangeAsync(account =>
        {
            account.SupportContact = "555 0100";
            account.RepliesByLanguage["es-mx"] = new ReplyTemplates { Help = "{business}: llame al {contact}." };
        });

        var spanish = await _shop.TextAsync(_shop.Engage, "Ayuda");
        var english = await _shop.TextAsync(_shop.Engage, "HELP");

        Assert.Equal(["es-MX"], account.RepliesByLanguage.Keys);
        Assert.Equal("Acme Plumbing: llame al 555 0100.", spanish.Reply.Body);
        Assert.Equal(
            "Acme Plumbing: reply STOP to unsubscribe, START to resubscribe. For help: 555 0100.", english.Reply.Body);
    }

    [Fact]
    public async Task Statement9_WhoMayAskToComeBack_IsToldHowToAndStaysOptedOut()
    {
        await _shop.OpenAsync();
        await _shop.TextAsync(_shop.Ordinary, "STOP");

        var answer = await _shop.TextAsync(_shop.Engage, "start texting me again");

        Assert.Equal(
            (InboundKind.PossibleOptIn, "Acme Plumbing: you are still unsubscribed. Reply START to resubscribe."),
            (answer.Kind, answer.Reply.Body));
        var reply = await _shop.CheckAsync(_shop.Engage, MessagePurpose.HelpReply, Channel.Sms);
        Assert.Equal((Allowed, DecisionReason.PendingReply), (reply.Decision, reply.Reason));
        Assert.Equal([Blocked, Blocked, Blocked, Blocked], await _shop.CheckAllAsync());
    }

    [Fact]
    public async Task Statement10_TextThatMayBeAnOptOut_IsHeldUntilAPersonDecides()
    {
        await _shop.OpenAsync();
        await _shop.ChangeAsync(account => account.PossibleOptOutPolicy = PossibleOptOutPolicy.HoldAll);
        var first = await _shop.TextAsync(_shop.Ordinary, "not interested");
        Assert.Equal((InboundKind.PossibleOptOut, Blocked, DecisionReason.HeldForReview), (first.Kind, first.Decision, first.Reason));
        Assert.Equal([Blocked, Blocked, Blocked, Blocked], await _shop.CheckAllAsync());
        Assert.Equal([first.LedgerPosition], (await _shop.ReviewsAsync()).Select(review => review.Position));
        Assert.Equal([first.LedgerPosition], (await _shop.StatusAsync()).OpenReviews.Select(review => review.Position));

        await _shop.ResolveAsync(first.LedgerPosition, ReviewVerdict.NotOptOut);
        Assert.Equal([Allowed, Allowed, Allowed, Allowed], await _shop.CheckAllAsync());

        var second = await _shop.TextAsync(_shop.Ordinary, "not interested");
        var review = await _shop.ResolveAsync(second.LedgerPosition, ReviewVerdict.OptOut);
        Assert.Equal(review, await _shop.ResolveAsync(second.LedgerPosition, ReviewVerdict.OptOut));
        Assert.Equal(
            StatusCode.FailedPrecondition,
            (await Assert.ThrowsAsync<RpcException>(() => _shop.ResolveAsync(second.LedgerPosition, ReviewVerdict.NotOptOut))).StatusCode);
        var blocked = await _shop.CheckAsync(_shop.Engage, MessagePurpose.OneOff, Channel.Sms);
        Assert.Equal((Blocked, DecisionReason.OptedOutOfAccount), (blocked.Decision, blocked.Reason));
        Assert.Empty(await _shop.ReviewsAsync());

        await _shop.TextAsync(_shop.Ordinary, "START");
        Assert.Equal([Allowed, Allowed, Allowed, Allowed], await _shop.CheckAllAsync());
    }

    [Fact]
    public async Task Statement11_SenderThatCannotBeTexted_StopsAndComesBackByItsReplyNumber()
    {
        await _shop.OpenAsync();
        Assert.Equal(_shop.Engage, (await _shop.NameAsync(_shop.Engage)).ReplyNumber);

        await _shop.TextAsync(_shop.Engage, "STOP");
        Assert.Equal(Blocked, await _shop.CheckAsync(_shop.Name));
        Assert.Equal([Allowed, Allowed, Blocked, Allowed], await _shop.CheckAllAsync());
        Assert.Contains($"texting START to {_shop.Engage} ", await _shop.HintAsync(_shop.Name), StringComparison.Ordinal);
        Assert.Equal(
            [(Blocked, DecisionReason.OptedOutOfNumber), (Allowed, DecisionReason.PendingReply), (Blocked, DecisionReason.OptedOutOfNumber)],
            [await ConfirmAsync(_shop.Name), await ConfirmAsync(_shop.Engage), await ConfirmAsync(_shop.Engage)]);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _shop.AskByFormAsync(_shop.Name));
        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);

        await _shop.TextAsync(_shop.Engage, "START");
        Assert.Equal(Allowed, await _shop.CheckAsync(_shop.Name));

        await _shop.NameAsync("");
        await _shop.OptOutOfAsync(_shop.Name);
        Assert.Contains($"texting START to {_shop.Ordinary} ", await _shop.HintAsync(_shop.Name), StringComparison.Ordinal);
        await _shop.TextAsync(_shop.Ordinary, "START");
        Assert.Equal(Allowed, await _shop.CheckAsync(_shop.Name));
    }

    [Fact]
    public async Task Statement12_SenderWithoutAnyNumberToText_ComesBackByForm()
    {
        await _shop.OptOutOfAsync(_shop.Name);
        Assert.Equal(Blocked, await _shop.CheckAsync(_shop.Name));
        Assert.Contains("by web form or phone call", await _shop.HintAsync(_shop.Name), StringComparison.Ordinal);

        var answer = await _shop.AskByFormAsync(_shop.Name);

        Assert.Equal((true, ConsentSource.WebForm), (answer.Applied, answer.Record.Source));
        Assert.Equal(Allowed, await _shop.CheckAsync(_shop.Name));
    }

    private async Task<(Decision Decision, DecisionReason Reason)> ConfirmAsync(string sender)
    {
        var answer = await _shop.CheckAsync(sender, MessagePurpose.OptOutConfirmation, Channel.Sms);
        return (answer.Decision, answer.Reason);
    }

    private async Task AssertReachableAsync()
    {
        foreach (var sender in _shop.Senders)
        {
            Assert.Equal(Allowed, (await _shop.CheckAsync(sender, MessagePurpose.OneOff, Channel.Email)).Decision);
            Assert.Equal(Allowed, (await _shop.CheckAsync(sender, MessagePurpose.OneOff, Channel.Voice)).Decision);
        }
    }
}

public sealed class SqliteStatementTests(SharedServer shared) : StatementTests(shared.Server), IClassFixture<SharedServer>;

public sealed class PostgresStatementTests(SharedPostgresServer shared)
    : StatementTests(shared.Server), IClassFixture<SharedPostgresServer>;
