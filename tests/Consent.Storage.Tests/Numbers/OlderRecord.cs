using System.Text;
using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Json;
using Consent.Storage.Records;
using Consent.Storage.Registry;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Numbers;

/// <summary>A record of the build before, which took each spelling for a customer, or a sender, of its own.</summary>
internal sealed class OlderRecord(ITestDatabase database, string scope, string customer, string? sender = null)
{
    private const string Write =
        """
        INSERT INTO OrleansStorage
            (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn,
             Version)
        VALUES (0, 0, 0, 0, @name, @key, 'consent', @state, CURRENT_TIMESTAMP, 1)
        ON CONFLICT (GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE
            SET PayloadBinary = excluded.PayloadBinary, Version = OrleansStorage.Version + 1
        """;

    public string Key => $"{scope}/{customer}";

    public ConsentRecord Record { get; private set; } = ConsentRecord.Empty;

    public static OlderRecord OfNumber(ITestDatabase database, string customer, string? sender = null) =>
        new(database, $"number:{sender ?? Samples.Sender.ToString()}", customer, sender);

    public static OlderRecord OfAccount(ITestDatabase database, string customer) =>
        new(database, $"account:{Samples.Account().Account}", customer);

    /// <summary>Enters an event and returns its ledger position.</summary>
    public Task<long> EnterAsync(ConsentEvent said) => EnterAsync(
        key => ConsentGrainState.From(key, RecordRules.Apply(Record, said, ResubscribePolicy.CustomerStart, RecordStory.Replies), said));

    /// <summary>Lets a reply out.</summary>
    public Task<long> UseReplyAsync(MessagePurpose purpose, string outgoingId, int second) => EnterAsync(key => ConsentGrainState.From(
        key,
        RecordRules.UseReply(Record, Samples.Sender, purpose, outgoingId, Samples.Start + TimeSpan.FromSeconds(second))!,
        new ConsentEvent
        {
            Kind = EventKind.ReplySent, Id = outgoingId, Source = ConsentSource.Unspecified, ArrivedAt = Samples.Start, Sender = Samples.Sender,
        }));

    /// <summary>Registers a sender under one spelling.</summary>
    public static async Task PutAsync(ITestDatabase database, string number, Sender sender)
    {
        var state = SenderGrainState.From(sender, Samples.Start, "anna") with { Key = $"sender:{number}" };
        var json = JsonSerializer.Serialize(state, ConsentJson.Default.SenderGrainState);
        await WriteAsync(database, SenderGrainState.Name, $"sender:{number}", json, sender.Number.ToString(), number);
    }

    private async Task<long> EnterAsync(Func<RecordKey, ConsentGrainState> next)
    {
        var state = next(RecordKey.Parse(Key)) with { Key = Key, Customer = PhoneNumber.Parse(customer) };
        var json = JsonSerializer.Serialize(state, ConsentJson.Default.ConsentGrainState);
        await WriteAsync(
            database, ConsentGrainState.Name, Key, json, sender is null ? "" : SenderNumber.Parse(sender).ToString(), sender ?? "");
        var position = (long)(await database.Source.ScalarAsync("SELECT max(position) FROM ledger"))!;
        Record = state.Record.CommittedAt(position);
        return position;
    }

    // A sender's number is written as this build has it, so the older spelling takes its place in the text.
    private static Task<int> WriteAsync(ITestDatabase database, string name, string key, string json, string canonical, string spelling) =>
        database.Source.ExecuteAsync(
            Write,
            ("@name", name),
            ("@key", key),
            ("@state", Encoding.UTF8.GetBytes(canonical.Length == 0
                ? json
                : json.Replace(canonical, spelling, StringComparison.Ordinal).Replace($"\\u002B{canonical[1..]}", spelling, StringComparison.Ordinal))));
}
