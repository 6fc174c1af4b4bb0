namespace Consent.Grpc.Wire;

/// <summary>How large a message may be.</summary>
internal static class MessageLimits
{
    /// <summary>One mebibyte, also after decompression: five times a batch of 10,000 of the longest numbers.</summary>
    public const int MaxBytes = 1 << 20;
}
