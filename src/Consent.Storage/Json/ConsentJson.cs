using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Records;
using Consent.Storage.Registry;

namespace Consent.Storage.Json;

/// <summary>How the core's values are written as JSON: in states, in the ledger and between servers.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConsentGrainState))]
[JsonSerializable(typeof(OfferedReply))]
[JsonSerializable(typeof(ReplyTexts))]
[JsonSerializable(typeof(ReviewResolution))]
[JsonSerializable(typeof(AccountGrainState))]
[JsonSerializable(typeof(SenderGrainState))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(PutOutcome<Account>))]
[JsonSerializable(typeof(PutOutcome<Sender>))]
public sealed partial class ConsentJson : JsonSerializerContext;
