namespace Consent.Torture.Faults;

/// <summary>What is to be done to a cluster, and how it is undone.</summary>
internal sealed record PlannedFault
{
    /// <summary>Gets what it is done to, such as <c>server 2</c> or <c>database</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Gets the servers whose checks may pause because of it.</summary>
    public IReadOnlyList<int> Servers { get; init; } = [];

    public required Func<Task> BeginAsync { get; init; }

    /// <summary>Gets what makes it last as long as it does.</summary>
    public required Func<Task> LastAsync { get; init; }

    public required Func<Task> EndAsync { get; init; }

    public async Task RunAsync()
    {
        await BeginAsync();
        await LastAsync();
        await EndAsync();
    }
}
