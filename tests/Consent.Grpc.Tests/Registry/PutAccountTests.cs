using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Registry;

/// <summary>An account is what was put last, once for however many tries.</summary>
[Collection(OneHost.Name)]
public sealed class PutAccountTests(SharedHost host)
{
    [Fact]
    public async Task PutAccount_Everything_IsReadAsPut()
    {
        var account = Registrations.NewAccount().With(account =>
        {
            account.ProductName = "Acme Desk";
            account.ResubscribePolicy = ResubscribePolicy.ManualReactivation;
            account.KeywordMatching = KeywordMatching.Exact;
            account.OptOutKeywords.AddRange(["basta", "go away"]);
            account.OptInKeywords.Add("back in");
            account.HelpKeywords.Add("hulp");
            account.Replies = new ReplyTemplates { OptOutConfirmation = "{business}: no more from {scope}.", Help = "Ask {contact}." };
            account.SupportContact = "+1 800 555 0100";
            account.RepliesByLanguage["es"] = new ReplyTemplates { OptOutConfirmation = "Adiós.", Help = "{contact}" };
            account.RepliesByLanguage["fr-CA"] = new ReplyTemplates { OptInConfirmation = "Bienvenue." };
            account.PossibleOptOutPolicy = PossibleOptOutPolicy.HoldCampaigns;
        });

        var put = await host.Registry.PutAsync(account);

        Assert.Equal(account.With(expected => expected.Revision = 1), put);
        Assert.Equal(put, await host.Registry.GetAsync(account));
    }

    [Fact]
    public async Task PutAccount_ALanguageInAnotherCase_IsReadInTheCanonicalOne()
    {
        var account = Registrations.NewAccount().With(account => account.RepliesByLanguage["ES-mx"] = new ReplyTemplates { Help = "x" });

        var put = await host.Registry.PutAsync(account);
        var again = await host.Registry.PutAsync(account);

        Assert.Equal("es-MX", Assert.Single(put.RepliesByLanguage).Key);
        Assert.Equal((put, 1), (again, again.Revision));
    }

    [Fact]
    public async Task PutAccount_WhatIsNotSaid_HasTheDefaults()
    {
        var put = await host.Registry.PutAsync(Registrations.NewAccount());

        Assert.Equal(
            (ResubscribePolicy.CustomerStart, KeywordMatching.Reasonable, PossibleOptOutPolicy.Record, 1L),
            (put.ResubscribePolicy, put.KeywordMatching, put.PossibleOptOutPolicy, put.Revision));
        Assert.Equal(put, await host.Registry.GetAsync(put));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(7L)]
    public async Task PutAccount_TheSameAgain_ChangesNothing(long? revision)
    {
        var account = Registrations.NewAccount();
        var put = await host.Registry.PutAsync(account);
        var entries = await host.Ledger.LengthAsync();

        var again = await host.Registry.PutAsync(revision is { } read ? account.With(same => same.Revision = read) : account);

        Assert.Equal(put, again);
        Assert.Equal(entries, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task PutAccount_AChange_IsOneEntryAndTheNextRevision()
    {
        var put = await host.Registry.PutAsync(Registrations.NewAccount());
        var entries = await host.Ledger.LengthAsync();

        var changed = await host.Registry.PutAsync(put.With(account => account.DisplayName = "Acme & Sons"));

        Assert.Equal(("Acme & Sons", 2L), (changed.DisplayName, changed.Revision));
        Assert.Equal(changed, await host.Registry.GetAsync(put));
        Assert.Equal(entries + 1, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task PutAccount_NoRevision_ReplacesWhateverItIs()
    {
        var account = Registrations.NewAccount().With(account => account.ProductName = "Acme Desk");
        await host.Registry.PutAsync(account);

        var replaced = await host.Registry.PutAsync(new Account { AccountId = account.AccountId, DisplayName = "New" });

        Assert.Equal(("New", "", 2L), (replaced.DisplayName, replaced.ProductName, replaced.Revision));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(2L)]
    [InlineData(long.MaxValue)]
    public async Task PutAccount_AnotherRevision_IsRefusedWithTheCurrentOne(long revision)
    {
        var put = await host.Registry.PutAsync(Registrations.NewAccount());
        var entries = await host.Ledger.LengthAsync();

        var refusal = await Refusal.OfAsync(host.Registry.PutAsync(
            put.With(account => (account.DisplayName, account.Revision) = ("Other", revision))));

        AssertMismatch(refusal, "1");
        Assert.Equal(put, await host.Registry.GetAsync(put));
        Assert.Equal(entries, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task PutAccount_ARevisionOfNone_IsRefusedWithZero() => AssertMismatch(
        await Refusal.OfAsync(host.Registry.PutAsync(Registrations.NewAccount().With(account => account.Revision = 1))), "0");

    [Fact]
    public async Task PutAccount_ManyAtOnceWithOneRevision_ExactlyOneWins()
    {
        var put = await host.Registry.PutAsync(Registrations.NewAccount());
        var entries = await host.Ledger.LengthAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async index =>
        {
            try
            {
                return (Won: await host.Registry.PutAsync(put.With(account => account.DisplayName = $"Name {index}")), Lost: null);
            }
            catch (RpcException e)
            {
                return (Won: (Account?)null, Lost: (Refusal?)await Refusal.OfAsync(Task.FromException<Account>(e)));
            }
        }));

        var won = Assert.Single(answers, answer => answer.Won is not null).Won!;
        Assert.Equal(2, won.Revision);
        Assert.All(answers.Where(answer => answer.Lost is not null), answer => AssertMismatch(answer.Lost!, "2"));
        Assert.Equal(won, await host.Registry.GetAsync(put));
        Assert.Equal(entries + 1, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task PutAccount_TheSameManyTimesAtOnce_IsOneRegistration()
    {
        var account = Registrations.NewAccount().With(account => account.Revision = 0);
        var entries = await host.Ledger.LengthAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.Registry.PutAsync(account)));

        Assert.All(answers, answer => Assert.Equal(1, answer.Revision));
        Assert.Equal(entries + 1, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task GetAccount_NotRegistered_IsNotFound()
    {
        var refusal = await Refusal.OfAsync(host.Registry.GetAsync(Registrations.NewAccount()));

        Assert.Equal(
            (StatusCode.NotFound, ErrorReason.AccountNotFound, "account_id"),
            (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));
    }

    private static void AssertMismatch(Refusal refusal, string current) => Assert.Equal(
        (StatusCode.FailedPrecondition, ErrorReason.RevisionMismatch, "account.revision", current),
        (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"], refusal.Info.Metadata["revision"]));
}
