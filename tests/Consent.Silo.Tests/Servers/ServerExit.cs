namespace Consent.Silo.Tests.Servers;

/// <summary>How a server ended, and all it had written.</summary>
internal sealed record ServerExit(int Code, string Output)
{
    private const int RefusalCode = 2;

    public IEnumerable<string> Reasons => Output.Split('\n').Where(line => line.StartsWith("  - ", StringComparison.Ordinal));

    /// <summary>That the server refused to start with this among its reasons: in words, without a stack.</summary>
    public void AssertRefusal(params ReadOnlySpan<string> reasons)
    {
        Assert.True(Code == RefusalCode, $"The exit code is {Code}: {Output}");
        Assert.Contains("The server does not start:", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Output, StringComparison.Ordinal);
        foreach (var reason in reasons)
        {
            Assert.Contains(reason, Output, StringComparison.Ordinal);
        }
    }
}
