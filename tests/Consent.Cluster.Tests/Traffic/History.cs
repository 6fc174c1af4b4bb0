using System.Collections.Concurrent;
using System.Diagnostics;
using Consent.V1;

namespace Consent.Cluster.Tests.Traffic;

/// <summary>What all callers asked and were told, on one monotonic clock.</summary>
internal sealed class History
{
    private readonly ConcurrentQueue<Operation> _operations = new();
    private int _count;

    public static long Now => Stopwatch.GetTimestamp();

    public IReadOnlyCollection<Operation> Operations => _operations;

    public int Count => Volatile.Read(ref _count);

    public void Add(Operation operation)
    {
        _operations.Enqueue(operation);
        Interlocked.Increment(ref _count);
    }

    /// <summary>No answer forgets what was acknowledged before its check was called: neither a STOP nor a START.</summary>
    public void AssertNothingMissed()
    {
        var wrong = _operations.GroupBy(operation => operation.Customer).SelectMany(Wrong).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong answers, as: {string.Join(Environment.NewLine, wrong.Take(3))}");
        foreach (var decision in new[] { Decision.Allowed, Decision.Blocked })
        {
            var often = _operations.Count(operation => operation.Kind == OperationKind.Check && operation.Decision == decision);
            Assert.True(often > 50, $"Only {often} checks were answered {decision}.");
        }
    }

    private static IEnumerable<string> Wrong(IGrouping<string, Operation> pair)
    {
        var stops = pair.Where(operation => operation.Kind == OperationKind.Stop).ToList();
        var starts = pair.Where(operation => operation.Kind == OperationKind.Start).ToList();
        foreach (var check in pair.Where(operation => operation.Kind == OperationKind.Check))
        {
            var (contrary, cause) = check.Decision == Decision.Allowed ? (stops, starts) : (starts, stops);
            var acknowledged = contrary.Where(text => text.Returned < check.Called).MaxBy(text => text.Called);

            // Something must explain the answer: a text that may have taken effect after the contrary one, and before the answer.
            var explained = cause.Any(text => text.Called < check.Returned && text.Returned >= (acknowledged?.Called ?? 0));
            if (!explained && (acknowledged is not null || check.Decision == Decision.Blocked))
            {
                yield return $"{check} after {acknowledged}";
            }
        }
    }
}
