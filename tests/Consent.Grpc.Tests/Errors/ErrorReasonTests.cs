using System.Reflection;
using Consent.Grpc.Errors;

namespace Consent.Grpc.Tests.Errors;

public sealed class ErrorReasonTests
{
    private static readonly IReadOnlyList<string> Reasons =
    [
        .. typeof(ErrorReason).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name != nameof(ErrorReason.Domain))
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void Reasons_All_AreUnique() => Assert.Equal(Reasons.Distinct(), Reasons);

    [Fact]
    public void Reasons_All_AreWrittenAsErrorInfoAsks() =>
        Assert.All(Reasons, reason => Assert.Matches("^[A-Z][A-Z0-9_]{1,61}[A-Z0-9]$", reason));
}
