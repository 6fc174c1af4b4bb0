using Consent.Core.Records;
using Consent.Core.Numbers;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>
/// Every combination of sender kind, both records' states, their order in time and in the ledger, source, policy, a last text,
/// channel and purpose, against <see cref="PlainPair"/>.
/// </summary>
public sealed class DecisionTableTests
{
    private const long Hour = 3_600_000;
    private const long Start = 1_800_000_000_000;
    private const long LastText = Start + (11 * Hour);

    private static readonly SenderNumber Sender = SenderNumber.Parse("+15550001111");

    private static readonly ConsentSource[] EverySource =
        [.. Enum.GetValues<ConsentSource>().Where(source => source != ConsentSource.Unspecified)];

    private static readonly ConsentSource[] SomeSources = [ConsentSource.InboundSms, ConsentSource.Operator, ConsentSource.Import];

    private static readonly (EventKind Kind, bool IsOfAll)?[] LastTexts =
    [
        null, (EventKind.OptOut, false), (EventKind.OptOut, true), (EventKind.OptIn, false), (EventKind.Help, false),
        (EventKind.PossibleOptOut, false), (EventKind.PossibleOptIn, false),
    ];

    [Theory]
    [InlineData(SenderKind.Unspecified, ResubscribePolicy.CustomerStart)]
    [InlineData(SenderKind.Engage, ResubscribePolicy.CustomerStart)]
    [InlineData(SenderKind.Engage, ResubscribePolicy.ManualReactivation)]
    [InlineData(SenderKind.Standard, ResubscribePolicy.CustomerStart)]
    [InlineData(SenderKind.Standard, ResubscribePolicy.ManualReactivation)]
    public void Decide_EveryCombination_AnswersAsTheTablesRead(SenderKind kind, ResubscribePolicy policy)
    {
        var worlds =
            from number in Histories(SomeSources)
            from account in Histories(EverySource)
            from hours in new (int Number, int Account)[] { (1, 2), (2, 1), (1, 1) }
            from accountFirst in new[] { false, true }
            from last in LastTexts
            select new World(kind, policy, number, account, hours.Number, hours.Account, accountFirst, last);
        foreach (var world in worlds)
        {
            AssertAlike(world);
        }
    }

    private static void AssertAlike(World world)
    {
        var plain = new PlainPair(Sender, world.Kind);
        var routed = new RoutedPair(Sender, world.Kind);
        foreach (var (ofAccount, said) in world.Events())
        {
            plain.Hear(ofAccount, said);
            routed.Hear(ofAccount, said);
        }

        if (world.Last is { } last)
        {
            var text = Event(last.Kind, ConsentSource.InboundSms, "last", LastText, LastText);
            plain.HearText(text, world.Policy, last.IsOfAll);
            routed.HearText(text, world.Policy, isOfAllNumbers: last.IsOfAll);
        }

        foreach (var channel in Enum.GetValues<Channel>())
        {
            foreach (var purpose in Enum.GetValues<MessagePurpose>())
            {
                var expected = plain.Decide(channel, purpose, LastText + 1_000);
                var decision = routed.Decide(channel, purpose, LastText + 1_000);
                Assert.True(expected == decision.Reason, $"{world} {channel} {purpose}: {decision.Reason}, not {expected}");
                Assert.Equal(decision.IsBlocked, !decision.OptOut.IsNone);
            }
        }
    }

    // What may have been said of one record, oldest first.
    private static IEnumerable<(EventKind Kind, ConsentSource Source)[]> Histories(ConsentSource[] sources)
    {
        yield return [];
        yield return [(EventKind.Help, ConsentSource.InboundSms)];
        yield return [(EventKind.OptIn, ConsentSource.InboundSms)];
        foreach (var source in sources)
        {
            yield return [(EventKind.OptOut, source)];
            yield return [(EventKind.OptOut, source), (EventKind.OptIn, ConsentSource.InboundSms)];
            yield return [(EventKind.OptOut, source), (EventKind.Reactivation, ConsentSource.Operator)];
        }
    }

    private static ConsentEvent Event(EventKind kind, ConsentSource source, string id, long given, long arrived) => new()
    {
        Kind = kind,
        Source = source,
        Id = id,
        GivenAt = new Instant(given),
        ArrivedAt = new Instant(arrived),
        Sender = Sender,
        Gateway = source == ConsentSource.InboundSms ? "east" : "",
    };

    private sealed record World(
        SenderKind Kind,
        ResubscribePolicy Policy,
        (EventKind Kind, ConsentSource Source)[] Number,
        (EventKind Kind, ConsentSource Source)[] Account,
        int NumberHour,
        int AccountHour,
        bool AccountFirst,
        (EventKind Kind, bool IsOfAll)? Last)
    {
        /// <summary>What was said, in the order in which it was entered, which need not be that in which it was said.</summary>
        public IEnumerable<(bool OfAccount, ConsentEvent Said)> Events()
        {
            var number = Of(false, Number, NumberHour);
            var account = Of(true, Account, AccountHour);
            return AccountFirst ? account.Concat(number) : number.Concat(account);
        }

        public override string ToString() =>
            $"{Kind} {Policy} number {NumberHour}h {string.Join(' ', Number)} account {AccountHour}h {string.Join(' ', Account)} "
            + $"{(AccountFirst ? "account first" : "number first")} then {Last}:";

        private static IEnumerable<(bool OfAccount, ConsentEvent Said)> Of(
            bool ofAccount, (EventKind Kind, ConsentSource Source)[] history, int hour) => history.Select((said, index) => (
                ofAccount,
                Event(said.Kind, said.Source, $"{ofAccount}-{index}", Start + (hour * Hour) + (index * Hour / 10), Start + (9 * Hour))));
    }
}
