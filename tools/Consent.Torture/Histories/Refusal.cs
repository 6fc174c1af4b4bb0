using System.Text.Json.Serialization;
using Grpc.Core;

namespace Consent.Torture.Histories;

/// <summary>The status of a call that was not answered, and its ErrorInfo's reason, where it has one.</summary>
internal sealed record Refusal(StatusCode Status, [property: JsonConverter(typeof(PooledStrings))] string? Reason = null)
{
    /// <summary>Gets a value indicating whether the status says that nothing was changed; any other leaves the outcome unknown.</summary>
    [JsonIgnore]
    public bool ChangedNothing => Status is StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.AlreadyExists
        or StatusCode.FailedPrecondition or StatusCode.OutOfRange or StatusCode.Unimplemented or StatusCode.Unauthenticated
        or StatusCode.PermissionDenied;
}
