using System.Text.Json;
using System.Text.Json.Serialization;

namespace Consent.Core.Numbers;

public sealed class PhoneNumberJsonConverter : JsonConverter<PhoneNumber>
{
    public override PhoneNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PhoneNumber.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, PhoneNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

public sealed class SenderNumberJsonConverter : JsonConverter<SenderNumber>
{
    public override SenderNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SenderNumber.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, SenderNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

public sealed class AccountIdJsonConverter : JsonConverter<AccountId>
{
    public override AccountId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AccountId.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, AccountId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
