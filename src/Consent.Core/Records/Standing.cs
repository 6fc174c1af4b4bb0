namespace Consent.Core.Records;

/// <summary>The part of a record that a check needs, in 16 bytes: its state, its deciding event, and whether it is reviewed.</summary>
/// <remarks><c>default</c> stands for a record in which nothing has been decided: <see cref="IsNone"/>.</remarks>
public readonly record struct Standing
{
    private const int TimeShift = 16;
    private const int ReviewTurnShift = 12;
    private const int SourceShift = 4;
    private const ulong StateMask = 0b11;
    private const ulong WasOptedOutFlag = 0b100;
    private const ulong OpenReviewFlag = 0b1000;
    private const ulong SourceMask = 0xFF;
    private const ulong ReviewTurnMask = 0xF;

    private readonly ulong _event;

    public Standing(ConsentState state, ConsentSource source, bool wasOptedOut, Instant at, long position)
    {
        _event = ((ulong)at.Milliseconds << TimeShift)
            | ((ulong)source << SourceShift)
            | (wasOptedOut ? WasOptedOutFlag : 0)
            | (ulong)state;
        Position = position;
    }

    private Standing(ulong packed, long position) => (_event, Position) = (packed, position);

    /// <summary>Gets a value indicating whether nothing was ever decided, and no review was ever opened.</summary>
    public bool IsNone => (_event & (StateMask | (ReviewTurnMask << ReviewTurnShift))) == 0;

    public ConsentState State => (ConsentState)(_event & StateMask);

    public ConsentSource Source => (ConsentSource)((_event >> SourceShift) & SourceMask);

    /// <summary>Gets a value indicating whether an opt-out ever took effect on the record.</summary>
    public bool WasOptedOut => (_event & WasOptedOutFlag) != 0;

    /// <summary>Gets a value indicating whether a text that may be an opt-out waits for its review.</summary>
    public bool HasOpenReview => (_event & OpenReviewFlag) != 0;

    /// <summary>Gets the time of the deciding event.</summary>
    public Instant At => new((long)(_event >> TimeShift));

    /// <summary>Gets the ledger position of the deciding event.</summary>
    public long Position { get; }

    public bool IsOptedOut => State == ConsentState.OptedOut;

    public bool IsResubscribed => State == ConsentState.Subscribed && WasOptedOut;

    /// <summary>Gets a value indicating whether the record is subscribed by a START from the customer's own phone.</summary>
    public bool IsSubscribedByCustomer => State == ConsentState.Subscribed && Source == ConsentSource.InboundSms;

    /// <summary>The same record with or without an open review.</summary>
    /// <remarks>
    /// It counts the changes, to 15 and from 1 again: a reader that meets the same value twice has missed none in between.
    /// </remarks>
    public Standing WithOpenReview(bool isOpen)
    {
        if (isOpen == HasOpenReview)
        {
            return this;
        }

        var turn = ((_event >> ReviewTurnShift) & ReviewTurnMask) % ReviewTurnMask + 1;
        var others = (_event ^ OpenReviewFlag) & ~(ReviewTurnMask << ReviewTurnShift);
        return new Standing(others | (turn << ReviewTurnShift), Position);
    }

    /// <summary>Whether this was decided later than another record's, in time and in ledger position.</summary>
    public bool IsLaterThan(in Standing other) => At > other.At && Position > other.Position;
}
