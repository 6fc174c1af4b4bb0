using Consent.Load.Reports;

namespace Consent.Load.Calls;

/// <summary><c>grpc.health.v1.Health/Check</c>: the least that any gRPC server does, to compare with.</summary>
internal sealed class HealthForm : CallForm
{
    public override string Path => "/grpc.health.v1.Health/Check";

    public override int MaxSize => 0;

    public override int Write(long index, Span<byte> message) => 0;

    public override bool Read(ReadOnlySpan<byte> message, Tally tally, bool counts) => true;
}
