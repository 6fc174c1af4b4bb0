using System.Reflection;
using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Silo.Cluster;
using Consent.Storage.Json;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Consent.Silo.Tests.Cluster;

/// <summary>Entries arrive at another server as they were sent.</summary>
public sealed class CatchUpCallTests
{
    private static readonly PhoneNumber Customer = PhoneNumber.Parse("+15557654321");
    private static readonly RecordKey OfNumber = RecordKey.ForNumber(SenderNumber.Parse("+15550001111"), Customer);
    private static readonly RecordKey OfName = RecordKey.ForNumber(SenderNumber.Parse("ACME"), Customer);
    private static readonly RecordKey OfAccount = RecordKey.ForAccount(AccountId.Parse("acme"), Customer);
    private static readonly Standing OptedOut =
        new(ConsentState.OptedOut, ConsentSource.InboundSms, true, new Instant(1_764_000_000_123), 40);

    private static readonly RosterChange?[] Changes =
    [
        null,
        new RosterRecord(OfNumber, OptedOut),
        new RosterChange(new RosterRecord(OfAccount, OptedOut.WithOpenReview(true)), NumberReview: new RosterReview(OfName, false)),
        new RosterRecord(OfName, new Standing(ConsentState.Subscribed, ConsentSource.Import, false, new Instant(5), 12)),
        new RosterReview(OfNumber, true),
        new RosterChange(Review: new RosterReview(OfAccount, false), NumberReview: new RosterReview(OfNumber, true)),
        new RosterChange(Account: new Account
        {
            Id = AccountId.Parse("acme"),
            DisplayName = "Acme",
            ResubscribePolicy = ResubscribePolicy.CustomerStart,
            PossibleOptOutPolicy = PossibleOptOutPolicy.Record,
            SupportContact = "help@acme.example",
            Revision = 7,
        }),
        new RosterChange(Sender: new Sender
        {
            Number = SenderNumber.Parse("ACME"), Account = AccountId.Parse("acme"), Kind = SenderKind.Engage, DisplayName = "Desk", Revision = 2,
        }),
        new RosterChange(ApiKey: new RosterApiKey(
            new ApiKey { Id = new ApiKeyId(0xFEDC_BA98_7654_3210), Grant = new Grant(Roles.Check, [AccountId.Parse("acme")]), CreatedAt = new Instant(77), RevokedAt = new Instant(99) },
            new byte[] { 1, 2, 255 })),
    ];

    [Fact]
    public void Call_SentToAnotherServer_ArrivesAsItWas()
    {
        var entries = Changes.Select((change, index) => new RosterEntry(31 + index, long.MaxValue - index, change)).ToArray();
        var request = new CatchUpRequest(
            "replica",
            new Place("database", new LedgerPoint(entries[^1].Position, entries[^1].Mark)),
            new LedgerPoint(30, 12345),
            entries);

        var arrived = Sent(CatchUpCall.Of(request)).ToRequest();

        Assert.Equal(entries, arrived.Entries);
        Assert.Equal(request, arrived with { Entries = request.Entries });
    }

    [Fact]
    public void Call_OfAnEmptyLedger_ArrivesAsItWas()
    {
        var request = new CatchUpRequest("replica", new Place("database", default), default, []);

        Assert.Equal(request with { Entries = [] }, Sent(CatchUpCall.Of(request)).ToRequest() with { Entries = request.Entries });
    }

    [Fact]
    public void Entry_EveryPartOfAChange_HasAPlaceInIt()
    {
        static IEnumerable<string> Names(Type type) =>
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order();

        Assert.Equal(
            Names(typeof(RosterChange)).Append(nameof(PushedEntry.Mark)).Append(nameof(PushedEntry.Position)).Order(), Names(typeof(PushedEntry)));
    }

    private static T Sent<T>(T message)
    {
        var services = new ServiceCollection();
        services.AddSerializer(serializer =>
            serializer.AddJsonSerializer(type => type.Assembly == typeof(ConsentRecord).Assembly, ConsentJson.Default.Options));
        using var provider = services.BuildServiceProvider();
        var serializer = provider.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(message))!;
    }
}
