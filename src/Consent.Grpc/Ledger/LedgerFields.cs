using Consent.Grpc.Wire;

namespace Consent.Grpc.Ledger;

/// <summary>Fields that several requests have.</summary>
internal static class LedgerFields
{
    private const string AfterPosition = "after_position";

    /// <summary>A position to go on after; 0 for the beginning.</summary>
    public static long After(this ref RequestReader reader, long position)
    {
        if (position < 0)
        {
            reader.Add(new Violation(
                AfterPosition, ErrorReason.OutOfRange, $"{AfterPosition} must be a position of the ledger, or 0.", "0"));
        }

        return position;
    }
}
