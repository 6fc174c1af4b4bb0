using Consent.Core.Records;
using Consent.Grains.Records;
using Consent.Storage.Records;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Consent.Grains.Tests.Clusters;

/// <summary>One record's grain, and the ways to it and around it.</summary>
internal sealed class ConsentWriter(GrainsCluster cluster, RecordKey key, IConsentGrain grain)
{
    public static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    public static readonly ReplyTexts Replies = new("confirmed", "welcome", "help", "return");

    public RecordKey Key => key;

    public IConsentGrain Grain => grain;

    public static RecordRequest OptOut(string id, int second = 0) => Request(EventKind.OptOut, id, second);

    public static RecordRequest OptIn(string id, int second = 0) => Request(EventKind.OptIn, id, second);

    public Task<RecordAnswer> RecordAsync(RecordRequest request) => grain.RecordAsync(request);

    /// <summary>Records opt-outs one after the other.</summary>
    public async Task<List<RecordAnswer>> RecordOptOutsAsync(int count)
    {
        var answers = new List<RecordAnswer>();
        for (var number = 1; number <= count; number++)
        {
            answers.Add(await RecordAsync(OptOut($"m-{number}", number)));
        }

        return answers;
    }

    /// <summary>Writes the next state behind the grain's back, as a second activation would; returns its position.</summary>
    public async Task<long> WriteAsAnotherAsync(RecordRequest request)
    {
        var storage = cluster.Services.GetRequiredKeyedService<IGrainStorage>("consent-adonet");
        var stored = new GrainState<ConsentGrainState>(new ConsentGrainState());
        await storage.ReadStateAsync(ConsentGrainState.Name, grain.GetGrainId(), stored);
        var before = stored.State!.Record.Revision == 0
            ? ConsentRecord.Empty
            : stored.State.Record.CommittedAt((await PositionAsync(stored.State.Record.Revision))!.Value);
        var transition = RecordRules.Apply(before, request.Event, request.Policy, request.Replies);
        stored.State = ConsentGrainState.From(key, transition, request.Event);
        await storage.WriteStateAsync(ConsentGrainState.Name, grain.GetGrainId(), stored);
        return (await PositionAsync(transition.Record.Revision))!.Value;
    }

    public Task<long?> PositionAsync(long revision) => cluster.Ledger.FindPositionAsync(key, revision, default);

    /// <summary>The ids of the record's entries, in the ledger's order.</summary>
    public async Task<List<string>> EntriesAsync()
    {
        await using var command = cluster.Database.CreateCommand("SELECT message_id FROM ledger WHERE record_key = @key ORDER BY position");
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@key", key.ToString());
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    public Task DeactivateAsync() => cluster.DeactivateAsync(grain);

    private static RecordRequest Request(EventKind kind, string id, int second) => new(
        new ConsentEvent
        {
            Kind = kind,
            Id = id,
            Source = ConsentSource.InboundSms,
            ArrivedAt = Start + TimeSpan.FromSeconds(second),
            GivenAt = Start + TimeSpan.FromSeconds(second),
            Gateway = "gateway-1",
            Body = kind == EventKind.OptOut ? "STOP" : "START",
            Matched = kind == EventKind.OptOut ? "stop" : "start",
            RuleSet = "rules-1",
        },
        ResubscribePolicy.CustomerStart,
        Replies);
}
