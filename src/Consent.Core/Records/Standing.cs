namespace Consent.Core.Records;

/// <summary>The part of a record that a check needs, in 16 bytes: its state, and its deciding event.</summary>
/// <remarks><c>default</c> stands for a record in which nothing has been decided: <see cref="IsNone"/>.</remarks>
public readonly record struct Standing
{
    private const int TimeShift = 16;
    private const int SourceShift = 4;
    private const ulong StateMask = 0b11;
    private const ulong WasOptedOutFlag = 0b100;
    private const ulong SourceMask = 0xFF;

    private readonly ulong _event;

    public Standing(ConsentState state, ConsentSource source, bool wasOptedOut, Instant at, long position)
    {
        _event = ((ulong)at.Milliseconds << TimeShift)
            | ((ulong)source << SourceShift)
            | (wasOptedOut ? WasOptedOutFlag : 0)
            | (ulong)state;
        Position = position;
    }

    public bool IsNone => State == ConsentState.Unspecified;

    public ConsentState State => (ConsentState)(_event & StateMask);

    public ConsentSource Source => (ConsentSource)((_event >> SourceShift) & SourceMask);

    /// <summary>Gets a value indicating whether an opt-out ever took effect on the record.</summary>
    public bool WasOptedOut => (_event & WasOptedOutFlag) != 0;

    /// <summary>Gets the time of the deciding event.</summary>
    public Instant At => new((long)(_event >> TimeShift));

    /// <summary>Gets the ledger position of the deciding event.</summary>
    public long Position { get; }

    public bool IsOptedOut => State == ConsentState.OptedOut;

    public bool IsResubscribed => State == ConsentState.Subscribed && WasOptedOut;

    /// <summary>Gets a value indicating whether the record is subscribed by a START from the customer's own phone.</summary>
    public bool IsSubscribedByCustomer => State == ConsentState.Subscribed && Source == ConsentSource.InboundSms;

    /// <summary>Whether this was decided later than another record's, in time and in ledger position.</summary>
    public bool IsLaterThan(in Standing other) => At > other.At && Position > other.Position;
}
