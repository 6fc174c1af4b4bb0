using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Replicas;

namespace Consent.Silo.Cluster;

/// <summary>A ledger entry on its way from one server's roster to another's.</summary>
/// <remarks>
/// It must bring the whole change. A build that adds a kind of change raises the alias of the call that carries it: a server of the
/// build before then takes no entry of which it would lose a part, and polls.
/// </remarks>
[GenerateSerializer, Immutable]
[Alias("Consent.Silo.PushedEntry")]
internal sealed record PushedEntry(
    [property: Id(0)] long Position,
    [property: Id(1)] long Mark,
    [property: Id(2)] PushedRecord? Record = null,
    [property: Id(3)] PushedReview? Review = null,
    [property: Id(4)] PushedReview? NumberReview = null,
    [property: Id(5)] Account? Account = null,
    [property: Id(6)] Sender? Sender = null,
    [property: Id(7)] PushedApiKey? ApiKey = null)
{
    public static PushedEntry Of(RosterEntry entry) => entry.Change is { } change
        ? new PushedEntry(
            entry.Position,
            entry.Mark,
            change.Record is { } record ? PushedRecord.Of(record) : null,
            change.Review is { } review ? PushedReview.Of(review) : null,
            change.NumberReview is { } numberReview ? PushedReview.Of(numberReview) : null,
            change.Account,
            change.Sender,
            change.ApiKey is { } key ? new PushedApiKey(key.Key, key.Digest.ToArray()) : null)
        : new PushedEntry(entry.Position, entry.Mark);

    public RosterEntry ToEntry()
    {
        var change = new RosterChange(
            Record?.ToRecord(),
            Account,
            Sender,
            Review?.ToReview(),
            NumberReview?.ToReview(),
            ApiKey is { } key ? new RosterApiKey(key.Key, key.Digest) : null);
        return new RosterEntry(Position, Mark, change == default ? null : change);
    }
}

/// <summary>A record as far as a check needs it.</summary>
[GenerateSerializer, Immutable]
[Alias("Consent.Silo.PushedRecord")]
internal sealed record PushedRecord(
    [property: Id(0)] string Key,
    [property: Id(1)] int State,
    [property: Id(2)] int Source,
    [property: Id(3)] bool WasOptedOut,
    [property: Id(4)] long At,
    [property: Id(5)] long Position,
    [property: Id(6)] bool HasOpenReview)
{
    public static PushedRecord Of(in RosterRecord record) => new(
        record.Key.ToString(),
        (int)record.Standing.State,
        (int)record.Standing.Source,
        record.Standing.WasOptedOut,
        record.Standing.At.Milliseconds,
        record.Standing.Position,
        record.Standing.HasOpenReview);

    public RosterRecord ToRecord() => new(
        RecordKey.Parse(Key),
        new Standing((ConsentState)State, (ConsentSource)Source, WasOptedOut, new Instant(At), Position).WithOpenReview(HasOpenReview));
}

/// <summary>Whether a record has an open review.</summary>
[GenerateSerializer, Immutable]
[Alias("Consent.Silo.PushedReview")]
internal sealed record PushedReview([property: Id(0)] string Key, [property: Id(1)] bool IsOpen)
{
    public static PushedReview Of(in RosterReview review) => new(review.Key.ToString(), review.IsOpen);

    public RosterReview ToReview() => new(RecordKey.Parse(Key), IsOpen);
}

/// <summary>An API key with the digest of its secret, as every server reads it from the database.</summary>
[GenerateSerializer, Immutable]
[Alias("Consent.Silo.PushedApiKey")]
internal sealed record PushedApiKey([property: Id(0)] ApiKey Key, [property: Id(1)] byte[] Digest);
