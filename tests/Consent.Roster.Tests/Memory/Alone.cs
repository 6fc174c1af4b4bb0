namespace Consent.Roster.Tests.Memory;

/// <summary>What measures memory runs while nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
