using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Storage.Ledger;

namespace Consent.Silo.Cluster;

/// <summary>A request to catch up, as it travels.</summary>
[GenerateSerializer, Immutable]
[Alias("Consent.Silo.CatchUpCall")]
internal sealed record CatchUpCall(
    [property: Id(0)] string ReplicaId,
    [property: Id(1)] string DatabaseId,
    [property: Id(2)] long Position,
    [property: Id(3)] long? Mark,
    [property: Id(4)] long BasePosition,
    [property: Id(5)] long? BaseMark,
    [property: Id(6)] PushedEntry[] Entries)
{
    public static CatchUpCall Of(CatchUpRequest request) => new(
        request.ReplicaId,
        request.Place.DatabaseId,
        request.Place.Entry.Position,
        request.Place.Entry.Mark,
        request.Base.Position,
        request.Base.Mark,
        [.. request.Entries.Select(PushedEntry.Of)]);

    public CatchUpRequest ToRequest() => new(
        ReplicaId,
        new Place(DatabaseId, new LedgerPoint(Position, Mark)),
        new LedgerPoint(BasePosition, BaseMark),
        [.. Entries.Select(entry => entry.ToEntry())]);
}

/// <summary>The answer to it.</summary>
[GenerateSerializer, Immutable]
[Alias("Consent.Silo.CatchUpReply")]
internal sealed record CatchUpReply([property: Id(0)] bool HasCaughtUp, [property: Id(1)] long? Held);
