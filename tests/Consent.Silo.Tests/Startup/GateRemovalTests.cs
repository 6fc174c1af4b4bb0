using Consent.Silo.Startup;
using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Startup;

public sealed class GateRemovalTests : IDisposable
{
    private const string Alarm = "The freshness gate is out";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithTheWholeVariable_SaysSoAtLevelCritical()
    {
        await using var server = await ServerProcess.StartAsync(Setup(GateRemovalCheck.Value));

        Assert.Contains(server.Output.Lines, line => line.Contains(" critical ", StringComparison.Ordinal)
            && line.Contains(Alarm, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithoutTheVariable_HasItsGate()
    {
        await using var server = await ServerProcess.StartAsync(Setup(""));

        Assert.DoesNotContain(server.Output.Lines, line => line.Contains(Alarm, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("Checks may miss a STOP")]
    public async Task Start_WithTheVariableSetByMistake_Refuses(string value) =>
        (await ServerProcess.RunAsync(Setup(value))).AssertRefusal(GateRemovalCheck.Variable, "unset it");

    [Theory]
    [InlineData("Listen:Grpc=http://0.0.0.0:0")]
    [InlineData("Listen:Web=http://0.0.0.0:0")]
    public async Task Start_WithTheVariableOnAnAddressThatOthersReach_Refuses(string address) =>
        (await ServerProcess.RunAsync(Setup(GateRemovalCheck.Value) with { Settings = [address, "Authentication:AllowAnonymous=true"] }))
            .AssertRefusal(GateRemovalCheck.Variable, "loopback");

    private ServerSetup Setup(string value) => new(_folder.Path)
    {
        Environment = new Dictionary<string, string> { [GateRemovalCheck.Variable] = value },
    };
}
