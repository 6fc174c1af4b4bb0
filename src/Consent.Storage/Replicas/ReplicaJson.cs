using System.Text.Json;
using System.Text.Json.Serialization;

namespace Consent.Storage.Replicas;

/// <summary>The list of replicas, as a poll's one statement brings it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReplicaRow[]))]
internal sealed partial class ReplicaJson : JsonSerializerContext;

internal sealed record ReplicaRow(string Id, string Address, int MaxStaleness, int Retired)
{
    public Replica ToReplica() => new(Id, Address, TimeSpan.FromMilliseconds(MaxStaleness), Retired != 0);
}
