using Consent.Core.Records;

namespace Consent.Storage.Replicas;

/// <summary>A record and what a check needs to know of it.</summary>
public readonly record struct RosterRecord(RecordKey Key, Standing Standing);
