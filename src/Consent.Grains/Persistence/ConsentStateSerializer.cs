using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Consent.Storage.Json;
using Orleans.Storage;

namespace Consent.Grains.Persistence;

/// <summary>Writes states as the JSON that the database's triggers read.</summary>
internal sealed class ConsentStateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input!, TypeInfo<T>()));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize(input.ToMemory().Span, TypeInfo<T>())!;

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)ConsentJson.Default.GetTypeInfo(typeof(T))!;
}
