using System.Reflection;
using System.Text.RegularExpressions;
using Consent.Grpc.Wire;

namespace Consent.Grpc.Tests.Wire;

public sealed partial class ErrorReasonTests
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

    [Fact]
    public void Reasons_All_AreDocumentedAndNoOthers()
    {
        var errors = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "call.md")).Split("## Errors")[1];
        var documented = ReasonInCode().Matches(errors).Select(match => match.Groups[1].Value);

        Assert.Equal(Reasons.Order(StringComparer.Ordinal), documented.Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([A-Z_]{3,})`")]
    private static partial Regex ReasonInCode();
}
