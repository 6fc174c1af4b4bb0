using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Registry;

/// <summary>A sender belongs to one account for good; the rest of it may change.</summary>
[Collection(OneHost.Name)]
public sealed class PutSenderTests(SharedHost host)
{
    [Theory]
    [InlineData("acme inc 7", "ACME INC 7")]
    [InlineData("00712", "00712")]
    [InlineData("+15567654321", "+15567654321")]
    public async Task PutSender_AnyForm_IsReadAsItIsCompared(string written, string compared)
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        var sender = new Sender
        {
            SenderNumber = written,
            AccountId = account.AccountId,
            Kind = SenderKind.Standard,
            DisplayName = "Front desk",
        };

        var put = await host.Registry.PutAsync(sender);

        Assert.Equal(sender.With(expected => (expected.SenderNumber, expected.Revision) = (compared, 1)), put);
        Assert.Equal(put, await host.Registry.GetAsync(sender));
        Assert.Equal(put, await host.Registry.GetAsync(sender.With(same => same.SenderNumber = written.ToUpperInvariant())));
    }

    [Fact]
    public async Task PutSender_AnOldSpelling_IsAnsweredSoAndFoundByEither()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        var old = Registrations.NewSender(account).With(sender => sender.SenderNumber = $"+52155{sender.SenderNumber[^8..]}");
        var canonical = old.With(sender => sender.SenderNumber = $"+52{old.SenderNumber[4..]}");

        var put = await host.Registry.PutAsync(old);

        Assert.Equal(old.SenderNumber, put.SenderNumber);
        Assert.Equal(put, await host.Registry.GetAsync(canonical));
        var selection = new SelectSenderRequest { AccountId = account.AccountId, CustomerNumber = "+15557654321" };
        Assert.Equal(old.SenderNumber, (await host.Client.SelectSenderAsync(selection)).SenderNumber);
        var pair = new Pair(host.Client, canonical.SenderNumber, "+15557654321");
        await pair.TextAsync("STOP");
        Assert.Equal(
            $"The customer can resubscribe by texting START to {old.SenderNumber} from their own phone.",
            (await pair.StatusAsync()).ResubscribeHint);
        await pair.TextAsync("START");
        var again = await host.Registry.PutAsync(canonical);
        Assert.Equal((canonical.SenderNumber, 2), (again.SenderNumber, again.Revision));
        Assert.Single((await host.Registry.ListSendersAsync(new ListSendersRequest { AccountId = account.AccountId })).Senders);
    }

    [Fact]
    public async Task PutSender_AReplyNumber_IsShownUntilAPutWithoutIt()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        var number = await host.Registry.PutAsync(Registrations.NewSender(account));
        var name = Registrations.NewSender(account).With(sender => sender.SenderNumber = $"N{number.SenderNumber[5..]}");

        var put = await host.Registry.PutAsync(name.With(sender => sender.ReplyNumber = number.SenderNumber));

        Assert.Equal(name.With(expected => (expected.ReplyNumber, expected.Revision) = (number.SenderNumber, 1)), put);
        Assert.Equal(put, await host.Registry.GetAsync(name));
        var listed = await host.Registry.ListSendersAsync(new ListSendersRequest { AccountId = account.AccountId });
        Assert.Equal([number, put], listed.Senders);

        var cleared = await host.Registry.PutAsync(name);

        Assert.Equal(name.With(expected => expected.Revision = 2), cleared);
        Assert.Equal(cleared, await host.Registry.GetAsync(name));
    }

    [Fact]
    public async Task PutSender_AReplyNumberOfAnotherAccount_IsRefusedAndChangesNothing()
    {
        var number = await host.Registry.PutAsync(await NewSenderAsync());
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        var name = Registrations.NewSender(account).With(sender =>
            (sender.SenderNumber, sender.ReplyNumber) = ($"N{number.SenderNumber[5..]}", number.SenderNumber));
        var before = await host.Ledger.SizeAsync();

        var refusal = await Refusal.OfAsync(host.Registry.PutAsync(name));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.ReplyNumberNotRegistered), (refusal.Status, refusal.Reason));
        Assert.Equal("sender.reply_number", Assert.Single(refusal.BadRequest!.FieldViolations).Field);
        Assert.DoesNotContain(number.SenderNumber, refusal.Text, StringComparison.Ordinal);
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task PutSender_TheSameAgain_ChangesNothing()
    {
        var put = await host.Registry.PutAsync(await NewSenderAsync());
        var entries = await host.Ledger.LengthAsync();

        Assert.Equal(put, await host.Registry.PutAsync(put.With(sender => sender.Revision = 0)));
        Assert.Equal(entries, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task PutSender_AnotherKind_IsChanged()
    {
        var put = await host.Registry.PutAsync(await NewSenderAsync());

        var changed = await host.Registry.PutAsync(put.With(sender => sender.Kind = SenderKind.Standard));

        Assert.Equal((SenderKind.Standard, 2L), (changed.Kind, changed.Revision));
        Assert.Equal(changed, await host.Registry.GetAsync(put));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PutSender_AnotherAccount_IsRefusedWhateverTheRevision(bool hasRevision)
    {
        var put = await host.Registry.PutAsync(await NewSenderAsync());
        var other = await host.Registry.PutAsync(Registrations.NewAccount());
        var moved = put.With(sender => sender.AccountId = other.AccountId);
        if (!hasRevision)
        {
            moved.ClearRevision();
        }

        var refusal = await Refusal.OfAsync(host.Registry.PutAsync(moved));

        Assert.Equal(
            (StatusCode.FailedPrecondition, ErrorReason.SenderAccountFixed, "sender.account_id"),
            (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));
        Assert.DoesNotContain(put.AccountId, refusal.Text, StringComparison.Ordinal);
        Assert.Equal(put, await host.Registry.GetAsync(put));
    }

    [Fact]
    public async Task PutSender_AnotherRevision_IsRefusedWithTheCurrentOne()
    {
        var put = await host.Registry.PutAsync(await NewSenderAsync());

        var refusal = await Refusal.OfAsync(host.Registry.PutAsync(
            put.With(sender => (sender.DisplayName, sender.Revision) = ("Other", 0))));

        Assert.Equal(
            (StatusCode.FailedPrecondition, ErrorReason.RevisionMismatch, "sender.revision", "1"),
            (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"], refusal.Info.Metadata["revision"]));
    }

    [Fact]
    public async Task PutSender_ManyAtOnceForTwoAccounts_EndsWithOne()
    {
        Account[] accounts =
            [await host.Registry.PutAsync(Registrations.NewAccount()), await host.Registry.PutAsync(Registrations.NewAccount())];
        var sender = Registrations.NewSender(accounts[0]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async index =>
        {
            try
            {
                return (await host.Registry.PutAsync(sender.With(same => same.AccountId = accounts[index % 2].AccountId))).AccountId;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
            {
                return null;
            }
        }));

        var owner = (await host.Registry.GetAsync(sender)).AccountId;
        Assert.Equal(8, answers.Count(answer => answer == owner));
        Assert.Equal(8, answers.Count(answer => answer is null));
    }

    [Fact]
    public async Task PutSender_AccountNotRegistered_IsNotFound()
    {
        var sender = Registrations.NewSender(Registrations.NewAccount());
        var before = await host.Ledger.SizeAsync();

        var refusal = await Refusal.OfAsync(host.Registry.PutAsync(sender));

        Assert.Equal(
            (StatusCode.NotFound, ErrorReason.AccountNotFound, "sender.account_id"),
            (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));
        Assert.Equal(before, await host.Ledger.SizeAsync());
        Assert.Equal(StatusCode.NotFound, (await Refusal.OfAsync(host.Registry.GetAsync(sender))).Status);
    }

    [Fact]
    public async Task GetSender_NotRegistered_IsNotFoundAndNotNamed()
    {
        var sender = Registrations.NewSender(Registrations.NewAccount());

        var refusal = await Refusal.OfAsync(host.Registry.GetAsync(sender));

        Assert.Equal(
            (StatusCode.NotFound, ErrorReason.SenderNotFound, "sender_number"),
            (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));
        Assert.DoesNotContain(sender.SenderNumber[1..], refusal.Text, StringComparison.Ordinal);
    }

    private async Task<Sender> NewSenderAsync() =>
        Registrations.NewSender(await host.Registry.PutAsync(Registrations.NewAccount()));
}
