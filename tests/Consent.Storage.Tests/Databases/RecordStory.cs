using Consent.Core.Records;
using Consent.Storage.Consents;

namespace Consent.Storage.Tests.Databases;

/// <summary>One record's events, entered as its grain would enter them.</summary>
public sealed class RecordStory(ITestDatabase database, RecordKey key)
{
    internal static readonly ReplyTexts Replies = new("confirmed", "welcome", "help", "return");

    public RecordKey Key => key;

    public ConsentRecord Record { get; private set; } = ConsentRecord.Empty;

    public int? Version { get; private set; }

    /// <summary>The state that an event would make.</summary>
    public ConsentGrainState Next(ConsentEvent consentEvent) => ConsentGrainState.From(
        key, RecordRules.Apply(Record, consentEvent, ResubscribePolicy.CustomerStart, Replies), consentEvent);

    /// <summary>Enters an event and returns its ledger position.</summary>
    public async Task<long> EnterAsync(ConsentEvent consentEvent)
    {
        var state = Next(consentEvent);
        Version = await database.Writer.WriteAsync(state, Version)
            ?? throw new InvalidOperationException("A conflict.");
        var position = await database.Ledger.FindPositionAsync(key, state.Record.Revision, default)
            ?? throw new InvalidOperationException("No entry.");
        Record = state.Record.CommittedAt(position);
        return position;
    }
}
