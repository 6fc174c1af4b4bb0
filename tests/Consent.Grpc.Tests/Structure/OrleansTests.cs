namespace Consent.Grpc.Tests.Structure;

/// <summary>The contract's methods call grains through Consent.Grains alone.</summary>
public sealed class OrleansTests
{
    [Fact]
    public void Assembly_OfTheContract_ReferencesNothingOfOrleans() => Assert.DoesNotContain(
        typeof(ConsentGrpcServices).Assembly.GetReferencedAssemblies(),
        reference => reference.Name!.StartsWith("Orleans", StringComparison.Ordinal));
}
