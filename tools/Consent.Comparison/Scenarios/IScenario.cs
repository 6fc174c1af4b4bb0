using Consent.Comparison.Results;
using Consent.Comparison.Servers;

namespace Consent.Comparison.Scenarios;

/// <summary>Starts the servers that it needs, measures them, and ends them.</summary>
internal interface IScenario
{
    string Name { get; }

    Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end);
}
