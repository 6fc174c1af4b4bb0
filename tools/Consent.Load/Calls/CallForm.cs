using Consent.Load.Reports;

namespace Consent.Load.Calls;

/// <summary>One of the ways to call a server: what is asked, and what its answers say.</summary>
internal abstract class CallForm
{
    /// <summary>The method's path.</summary>
    public abstract string Path { get; }

    /// <summary>Whether many questions go over one stream.</summary>
    public virtual bool IsStream => false;

    /// <summary>The most bytes that <see cref="Write"/> writes.</summary>
    public abstract int MaxSize { get; }

    /// <summary>Writes the request message; answers its length.</summary>
    public abstract int Write(long index, Span<byte> message);

    /// <summary>Counts what an answer's message says. Answers whether it is an answer, not the refusal of one question.</summary>
    public abstract bool Read(ReadOnlySpan<byte> message, Tally tally, bool counts);
}
