using Consent.Core.Records;

namespace Consent.Grains.Records;

/// <summary>The record as it is now, and what was made of the event.</summary>
/// <param name="Record">The record; every event of it has its ledger position.</param>
/// <param name="Answered">The event's answer: as first given, if it is a repetition. Null where there was no event.</param>
/// <param name="IsDuplicate">Whether the event had been recorded before.</param>
[GenerateSerializer, Immutable]
[Alias("Consent.Grains.RecordAnswer")]
public sealed record RecordAnswer(
    [property: Id(0)] ConsentRecord Record,
    [property: Id(1)] AnsweredEvent? Answered = null,
    [property: Id(2)] bool IsDuplicate = false);
