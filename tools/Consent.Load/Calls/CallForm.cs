using System.Buffers.Binary;

namespace Consent.Load.Calls;

/// <summary>One of the ways to call a server: what is asked, and what its answers say.</summary>
internal abstract class CallForm
{
    /// <summary>How many bytes gRPC puts before each message: a flag and its length.</summary>
    public const int Prefix = 5;

    public static CallForm Of(CallLoad load) => load.Kind switch
    {
        CallKind.Check => new CheckForm(load.Sender, load.Recipients),
        CallKind.Batch => new BatchForm(load.Sender, load.Recipients, load.BatchSize),
        CallKind.Stream => new StreamForm(load.Sender, load.Recipients),
        CallKind.Stop => new StopForm(load.Sender, load.Recipients, Random.Shared.NextInt64().ToString("x16", CultureInfo.InvariantCulture)),
        CallKind.Select => new SelectForm(load.Sender, load.Recipients),
        _ => new HealthForm(),
    };

    public abstract string Path { get; }

    /// <summary>Whether many questions go over one stream.</summary>
    public virtual bool IsStream => false;

    /// <summary>The most bytes that <see cref="Write"/> writes.</summary>
    public abstract int MaxSize { get; }

    /// <summary>Writes the request message; answers its length.</summary>
    public abstract int Write(long index, Span<byte> message);

    /// <summary>Writes the message after its prefix; answers the length of both.</summary>
    public int WriteMessage(long index, Span<byte> room)
    {
        var length = Write(index, room[Prefix..]);
        room[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(room[1..], length);
        return Prefix + length;
    }

    /// <summary>Counts what an answer's message says. Answers whether it is an answer, not the refusal of one question.</summary>
    public abstract bool Read(ReadOnlySpan<byte> message, Tally tally, bool counts);
}

/// <summary><c>grpc.health.v1.Health/Check</c>: the least that any gRPC server does, to compare with.</summary>
internal sealed class HealthForm : CallForm
{
    public override string Path => "/grpc.health.v1.Health/Check";

    public override int MaxSize => 0;

    public override int Write(long index, Span<byte> message) => 0;

    public override bool Read(ReadOnlySpan<byte> message, Tally tally, bool counts) => true;
}
