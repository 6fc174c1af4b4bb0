using Consent.Core.Records;
using Consent.Storage.Records;

namespace Consent.Storage.Tests.Databases;

/// <summary>One record's events, entered as its grain would enter them.</summary>
public sealed class RecordStory(ITestDatabase database, RecordKey key)
{
    internal static readonly ReplyTexts Replies = new("confirmed", "welcome", "help", "return");

    public RecordKey Key => key;

    public ConsentRecord Record { get; private set; } = ConsentRecord.Empty;

    public int? Version { get; private set; }

    /// <summary>The story so far, as another writer would read it.</summary>
    public static async Task<RecordStory> OfStoredAsync(ITestDatabase database, RecordKey key)
    {
        var story = new RecordStory(database, key);
        if (await database.Writer.ReadAsync(key.ToString()) is { } stored)
        {
            var position = await database.Ledger.FindPositionAsync(key, stored.State.Record.Revision, default);
            (story.Record, story.Version) = (stored.State.Record.CommittedAt(position!.Value), stored.Version);
        }

        return story;
    }

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
