using Consent.Grpc.Access;

namespace Consent.Grpc.Tests.Contract;

/// <summary>Values are cast between the core and the wire: names and numbers are the same on both sides.</summary>
public sealed class EnumNumberTests
{
    [Fact]
    public void Decision_OnBothSides_IsTheSame() => AssertSame<Core.Records.Decision, V1.Decision>("Invalid=3");

    [Fact]
    public void DecisionReason_OnBothSides_IsTheSame() =>
        AssertSame<Core.Records.DecisionReason, V1.DecisionReason>("InvalidCustomerNumber=7");

    [Fact]
    public void Channel_OnBothSides_IsTheSame() => AssertSame<Core.Records.Channel, V1.Channel>();

    [Fact]
    public void MessagePurpose_OnBothSides_IsTheSame() => AssertSame<Core.Records.MessagePurpose, V1.MessagePurpose>();

    [Fact]
    public void InboundKind_OnBothSides_IsTheSame() => AssertSame<Core.Texts.InboundKind, V1.InboundKind>();

    [Fact]
    public void ConsentState_OnBothSides_IsTheSame() => AssertSame<Core.Records.ConsentState, V1.ConsentState>();

    [Fact]
    public void ConsentSource_OnBothSides_IsTheSame() => AssertSame<Core.Records.ConsentSource, V1.ConsentSource>();

    // The registry's kinds have an enumeration of their own in the core.
    [Fact]
    public void LedgerEntryKind_OnBothSides_IsTheSame() => Assert.Equal(
        Values<V1.LedgerEntryKind>(),
        Values<Core.Records.LedgerEntryKind>().Concat(Values<Core.Registry.RegistryEntryKind>().Skip(1)));

    [Fact]
    public void ResubscribePolicy_OnBothSides_IsTheSame() => AssertSame<Core.Records.ResubscribePolicy, V1.ResubscribePolicy>();

    [Fact]
    public void KeywordMatching_OnBothSides_IsTheSame() => AssertSame<Core.Texts.KeywordMatching, V1.KeywordMatching>();

    [Fact]
    public void SenderKind_OnBothSides_IsTheSame() => AssertSame<Core.Registry.SenderKind, V1.SenderKind>();

    [Fact]
    public void Role_OnBothSides_HasTheSameNames()
    {
        var roles = Enum.GetValues<V1.Role>().Skip(1).ToList();

        Assert.Equal(Enum.GetNames<Core.Access.Roles>().Skip(1), roles.Select(role => role.ToString()));
        Assert.Equal(Enum.GetValues<Core.Access.Roles>().Skip(1), roles.Select(WireApiKeys.ToCore));
    }

    // What is on the wire alone is never answered by a cast.
    private static void AssertSame<TCore, TWire>(params string[] onTheWireAlone)
        where TCore : struct, Enum
        where TWire : struct, Enum =>
        Assert.Equal(Values<TWire>().Except(onTheWireAlone), Values<TCore>());

    private static IEnumerable<string> Values<T>()
        where T : struct, Enum => Enum.GetValues<T>().Order().Select(value => $"{value}={value:D}");
}
