using Consent.Grpc.Wire;
using Consent.Roster.Acknowledgements;
using Consent.Storage.Imports;
using Consent.Storage.Ledger;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Imports;

/// <summary>What has become of an import's rows, and what its caller has been told of it.</summary>
internal sealed class ImportProgress(
    IServerStreamWriter<ImportOptOutsResponse> responses,
    ILedgerReader ledger,
    Acknowledgement acknowledgement,
    TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How many rejections one answer lists; they do not wait for its time.</summary>
    public const int MaxRejections = 500;

    // The rejected value is echoed, truncated.
    private const int MaxNumber = 32;

    private readonly ResponseWriter<ImportOptOutsResponse> _responses = new(responses, time);
    private readonly Queue<ImportRejection> _rejections = new();
    private long _rowsRead;
    private long _recorded;
    private long _unchanged;
    private long _repaired;
    private bool _isAcknowledged = true;
    private long _answeredAt = time.GetTimestamp();

    public TimeSpan TimeLeft =>
        Interval - time.GetElapsedTime(_answeredAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private bool IsDue => TimeLeft == TimeSpan.Zero || _rejections.Count >= MaxRejections;

    /// <summary>Gets the index that the next row has over the whole import.</summary>
    public long NextRow { get; private set; }

    /// <summary>A row was read, and may wait to be entered.</summary>
    public void Took() => NextRow++;

    /// <summary>The row that was read last cannot be.</summary>
    public void Reject(string customerNumber, RowFault fault)
    {
        _rejections.Enqueue(new ImportRejection
        {
            Row = NextRow,
            CustomerNumber = Cut(customerNumber),
            Reason = fault.Reason,
            Description = fault.Seen,
        });
        NextRow++;
    }

    /// <summary>Every row before the given index is entered by now, or rejected.</summary>
    /// <param name="rows">What has become of those that had not been told of.</param>
    /// <param name="repaired">How many of them had been repaired.</param>
    /// <param name="nextRow">The given index.</param>
    public void Entered(ImportedRows rows, int repaired, long nextRow)
    {
        _rowsRead = nextRow;
        _recorded += rows.Recorded;
        _unchanged += rows.Unchanged;
        _repaired += repaired;
        _isAcknowledged &= rows == default;
    }

    public async Task AnswerWhereDueAsync(CancellationToken cancellation)
    {
        if (!IsDue)
        {
            return;
        }

        do
        {
            await AnswerAsync(done: false, cancellation);
        }
        while (_rejections.Count >= MaxRejections);
    }

    public async Task DoneAsync(CancellationToken cancellation)
    {
        while (_rejections.Count > MaxRejections)
        {
            await AnswerAsync(done: false, cancellation);
        }

        await AnswerAsync(done: true, cancellation);
    }

    /// <summary>Tells of rows only once every server that answers checks has them.</summary>
    public async Task AnswerAsync(bool done, CancellationToken cancellation)
    {
        if (!_isAcknowledged)
        {
            // An unchanged row reflects an opt-out of another call, which may not be acknowledged, as no standby had it.
            await ledger.ConfirmAsync();
            await acknowledgement.WaitAsync(cancellation);
            _isAcknowledged = true;
        }

        var answer = new ImportOptOutsResponse
        {
            RowsRead = _rowsRead,
            RowsRecorded = _recorded,
            RowsUnchanged = _unchanged,
            RowsRepaired = _repaired,
            Done = done,
        };
        while (answer.Rejections.Count < MaxRejections && _rejections.TryDequeue(out var rejection))
        {
            answer.Rejections.Add(rejection);
        }

        _answeredAt = time.GetTimestamp();
        await _responses.WriteAsync(answer, isLast: true, cancellation);
    }

    private static string Cut(string number) =>
        number.Length <= MaxNumber ? number : number[..(char.IsHighSurrogate(number[MaxNumber - 1]) ? MaxNumber - 1 : MaxNumber)];
}
