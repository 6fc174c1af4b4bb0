using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Storage.Registry;
using Consent.Storage.Reviews;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Storage.Tests.Numbers;

/// <summary>Senders that the build before registered under another spelling than the canonical one.</summary>
public abstract class SenderMergeTests : DatabaseSuite
{
    private static readonly SenderNumber Number = SenderNumber.Parse(Mexican.CanonicalSender);

    private readonly Warnings _warnings = new();

    protected SenderMergeTests(Func<ITestDatabase> create)
        : base(create) => Database.ForgetNumberPlan();

    [Fact]
    public async Task Apply_ASenderUnderAnOlderSpelling_RegistersTheCanonicalNumber()
    {
        await PutAsync(Mexican.OlderSender, SenderKind.Standard, "Plumbing", revision: 3);

        Database.ApplyNumberPlan(_warnings);

        var sender = Assert.Single(await SendersAsync());
        Assert.Equal(
            (Number, Mexican.OlderSender, SenderKind.Standard, "Plumbing", 4L, "acme-plumbing_1"),
            (sender.Number, sender.Spelling, sender.Kind, sender.DisplayName, sender.Revision, sender.Account.ToString()));
        Assert.Equal(Mexican.CanonicalSender, await Database.Source.ScalarAsync("SELECT sender_number FROM sender"));
        var entry = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM ledger WHERE position = 2"));
        Assert.Equal(
            ((long)RegistryEntryKind.SenderPut, $"sender:{Mexican.CanonicalSender}", 4L, "number-plan"),
            (entry["kind"], entry["record_key"], entry["record_revision"], entry["actor"]));
        Assert.Empty(_warnings.Texts);
    }

    [Theory]
    [InlineData(SenderKind.Engage, SenderKind.Engage, SenderKind.Engage, 0)]
    [InlineData(SenderKind.Engage, SenderKind.Standard, SenderKind.Standard, 1)]
    [InlineData(SenderKind.Standard, SenderKind.Engage, SenderKind.Standard, 1)]
    public async Task Apply_ASenderUnderBothSpellings_IsAStandardNumberIfEitherIs(
        SenderKind older, SenderKind canonical, SenderKind expected, int warnings)
    {
        await PutAsync(Mexican.OlderSender, older, "older", revision: 7);
        await PutAsync(Mexican.CanonicalSender, canonical, "canonical", revision: 2);

        Database.ApplyNumberPlan(_warnings);

        var sender = Assert.Single(await SendersAsync());
        Assert.Equal((Number, expected, "canonical", 3L), (sender.Number, sender.Kind, sender.DisplayName, sender.Revision));
        Assert.Equal(warnings, _warnings.Texts.Count);
    }

    [Fact]
    public async Task Apply_ASenderOfTwoAccounts_StaysWithThatOfTheCanonicalNumber()
    {
        await PutAsync(Mexican.OlderSender, SenderKind.Engage, "", 1, "another");
        await PutAsync(Mexican.CanonicalSender, SenderKind.Engage, "", 1);

        Database.ApplyNumberPlan(_warnings);

        Assert.Equal("acme-plumbing_1", Assert.Single(await SendersAsync()).Account.ToString());
        var warning = Assert.Single(_warnings.Texts);
        Assert.Contains("acme-plumbing_1", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("87654321", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_AReviewOfANumberThatIsRegisteredUnderTheOtherSpelling_GoesToItsAccount()
    {
        await OlderRecord.OfNumber(Database, Mexican.Canonical, Mexican.OlderSender)
            .EnterAsync(Samples.Perhaps("1") with { Sender = SenderNumber.Parse(Mexican.OlderSender) });
        await PutAsync(Mexican.CanonicalSender, SenderKind.Engage, "", 1);

        Database.ApplyNumberPlan(_warnings);

        var reviews = new ReviewTable(Database.Store);
        Assert.Equal(1, Assert.Single(await reviews.PageAsync("acme-plumbing_1", 0, null, 10, default)).Entry.Position);
        Assert.Empty(await reviews.PageAsync("", 0, null, 10, default));
    }

    [Fact]
    public async Task Put_AfterTheMerge_GoesOnWithTheSender()
    {
        await PutAsync(Mexican.OlderSender, SenderKind.Engage, "", 5);
        Database.ApplyNumberPlan(_warnings);
        var merged = Assert.Single(await SendersAsync());

        var after = RegistryRules.Put(merged, merged with { DisplayName = "renamed" }, 6).Current!;
        Assert.Equal(2, await Writer.WriteAsync(SenderGrainState.From(after, Samples.Start, ""), 1));

        Assert.Equal(("renamed", 7L), (Assert.Single(await SendersAsync()) is var sender ? (sender.DisplayName, sender.Revision) : default));
    }

    private Task PutAsync(string number, SenderKind kind, string name, long revision, string? account = null) => OlderRecord.PutAsync(
        Database,
        number,
        RegistryStory.Sender(number, kind, name) with { Revision = revision, Account = AccountId.Parse(account ?? "acme-plumbing_1") });

    private async Task<List<Sender>> SendersAsync()
    {
        var senders = new List<Sender>();
        await Database.Roster.LoadAsync(
            change =>
            {
                if (change.Sender is { } sender)
                {
                    senders.Add(sender);
                }
            },
            default);
        return senders;
    }

    private sealed class Warnings : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
            {
                Texts.Add(formatter(state, exception));
            }
        }
    }
}
