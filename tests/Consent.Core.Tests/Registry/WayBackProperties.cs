using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using CsCheck;

namespace Consent.Core.Tests.Registry;

/// <summary>
/// No record can exist that nobody can ever lift: over random registries, which change, and random histories each opted-out record
/// is lifted by what its hint says.
/// </summary>
public sealed partial class WayBackProperties
{
    private const string AtRequest = "at the customer's documented request";

    private static readonly PhoneNumber Customer = PhoneNumber.Parse("+15557654321");
    private static readonly AccountId[] Accounts = [AccountId.Parse("acme"), AccountId.Parse("bolt")];

    // One is the customer's own: a business may text the number of another, and its employees.
    private static readonly SenderNumber[] Senders =
    [
        SenderNumber.From(Customer), SenderNumber.Parse("+15550000001"), SenderNumber.Parse("+15550000002"),
        SenderNumber.Parse("24273"), SenderNumber.Parse("ACME"), SenderNumber.Parse("ACME-PROMO"),
    ];

    private static readonly Gen<int> AnySender = Gen.Int[0, Senders.Length - 1];
    private static readonly Gen<int> AnyAccount = Gen.Int[0, Accounts.Length - 1];

    private static readonly Gen<Action<RoutedWorld>> PutAccount =
        Gen.Select(AnyAccount, Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true))), Put);

    private static readonly Gen<Action<RoutedWorld>> PutSender =
        Gen.Select(AnySender, AnyAccount, Gen.Bool, Gen.Int[-1, Senders.Length - 1], Put);

    private static readonly Gen<Action<RoutedWorld>> Steps = Gen.Frequency(
        (1, PutAccount),
        (4, PutSender),
        (4, Gen.Select(AnySender, Gen.Bool, Stop)),
        (2, AnySender.Select(Start)),
        (2, AnySender.Select(sender => OptOut(RecordKey.ForNumber(Senders[sender], Customer)))),
        (2, AnyAccount.Select(account => OptOut(RecordKey.ForAccount(Accounts[account], Customer)))),
        (1, AnySender.Select(sender => Reactivate(RecordKey.ForNumber(Senders[sender], Customer)))));

    // Some senders are registered before anything is said, some later, and some never.
    private static readonly Gen<Action<RoutedWorld>[]> Histories = Gen.Select(
        PutAccount.Array[0, 3], PutSender.Array[0, 6], Steps.Array[1, 15],
        (accounts, senders, steps) => (Action<RoutedWorld>[])[.. accounts, .. senders, .. steps]);

    [Fact]
    public void OptedOutRecord_AfterAnyHistory_IsLiftedByItsWayBack() => Sample(static world => world.OptedOut, static (world, key) =>
    {
        var way = world.WayBackOf(key);
        if (way.Number is { } number)
        {
            Assert.Equal(WayBackKind.Start, way.Kind);
            Assert.True(ReplyNumbers.CanBeTexted(number) && !number.Is(Customer));
            Assert.All(Enum.GetValues<ConsentSource>(), source => Assert.False(world.Reactivate(key, source)));
            world.Text(number, EventKind.OptIn);
        }
        else
        {
            Assert.NotEqual(WayBackKind.Start, way.Kind);
            Assert.True(world.Reactivate(key, ConsentSource.WebForm));
        }

        Assert.Equal(ConsentState.Subscribed, world.Find(key).State);
    });

    [Fact]
    public void BlockedSender_AfterAnyHistory_IsAllowedByWhatItsHintSays() => Sample(Blocked, static (world, key) =>
    {
        var hint = world.HintOf(key);
        var numbers = Numbers().Matches(hint).Select(found => SenderNumber.Parse(found.Value)).ToArray();
        foreach (var number in numbers)
        {
            world.Text(number, EventKind.OptIn);
        }

        Assert.Equal(numbers.Length == 0, hint.Contains(AtRequest, StringComparison.Ordinal));
        if (numbers.Length == 0)
        {
            var source = hint.Contains("web form", StringComparison.Ordinal) ? ConsentSource.PhoneCall : ConsentSource.Operator;
            foreach (var bearing in world.BearingOn(key).Where(bearing => world.Find(bearing).State == ConsentState.OptedOut))
            {
                Assert.True(world.Reactivate(bearing, source));
            }
        }

        Assert.True(world.IsAllowed(key));
    });

    // By its own record, by its account's, or by both; and accounts by theirs.
    private static IEnumerable<RecordKey> Blocked(RoutedWorld world) => Senders.Where(sender => !sender.Is(Customer))
        .Select(sender => RecordKey.ForNumber(sender, Customer))
        .Concat(Accounts.Select(account => RecordKey.ForAccount(account, Customer)))
        .Where(key => !world.IsAllowed(key));

    private static void Sample(Func<RoutedWorld, IEnumerable<RecordKey>> keys, Action<RoutedWorld, RecordKey> assert)
    {
        var seen = new ConcurrentDictionary<(WayBackKind Kind, bool IsOfAccount, bool IsTexted), int>();
        Histories.Sample(
            steps =>
            {
                var world = new RoutedWorld(Customer);
                foreach (var step in steps)
                {
                    step(world);
                }

                foreach (var key in keys(world))
                {
                    var isTexted = key.Sender is not { } sender || ReplyNumbers.CanBeTexted(sender);
                    seen.AddOrUpdate((world.WayBackOf(key).Kind, key.Account is not null, isTexted), 1, static (_, count) => count + 1);
                    assert(world.Copy(), key);
                }
            },
            iter: 20_000);

        // Each way of an account, of a number and of a name but one: a number always takes a START.
        Assert.Equal(8, seen.Count);
        Assert.All(seen, way => Assert.True(way.Value > 20, $"{way.Key} was met {way.Value} times."));
    }

    private static Action<RoutedWorld> Put(int account, bool isManual) => world => world.PutAccount(
        Accounts[account], isManual ? ResubscribePolicy.ManualReactivation : ResubscribePolicy.CustomerStart);

    private static Action<RoutedWorld> Put(int sender, int account, bool isStandard, int replyNumber) => world => world.PutSender(
        Senders[sender],
        Accounts[account],
        isStandard ? SenderKind.Standard : SenderKind.Engage,
        replyNumber < 0 ? null : Senders[replyNumber]);

    private static Action<RoutedWorld> Stop(int sender, bool isOfAllNumbers) =>
        world => world.Text(Senders[sender], EventKind.OptOut, isOfAllNumbers);

    private static Action<RoutedWorld> Start(int sender) => world => world.Text(Senders[sender], EventKind.OptIn);

    // As the services refuse it: nobody texts from a number to itself, and an account is registered.
    private static Action<RoutedWorld> OptOut(RecordKey key) => world =>
    {
        if (key.Sender?.Is(Customer) != true && (key.Account is not { } account || world.IsRegistered(account)))
        {
            world.OptOut(key);
        }
    };

    private static Action<RoutedWorld> Reactivate(RecordKey key) => world =>
    {
        if (key.Sender?.Is(Customer) != true)
        {
            world.Reactivate(key, ConsentSource.WebForm);
        }
    };

    [GeneratedRegex(@"\+[0-9]+|\b[0-9]{5}\b")]
    private static partial Regex Numbers();
}
