using System.Diagnostics;
using Grpc.Core;

namespace Consent.Cluster.Tests.Traffic;

/// <summary>A call that was not answered, and how.</summary>
internal sealed record Refused(int Server, bool IsWrite, long Called, long Returned, StatusCode Status, string? Reason, string Detail)
{
    public TimeSpan Duration => Stopwatch.GetElapsedTime(Called, Returned);
}
