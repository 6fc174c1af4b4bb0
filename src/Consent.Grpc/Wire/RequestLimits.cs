namespace Consent.Grpc.Wire;

/// <summary>The most characters of each text of a request.</summary>
internal static class FieldLimits
{
    public const int RequestId = 64;
    public const int MessageId = 128;
    public const int Gateway = 64;
    public const int Actor = 128;
    public const int Evidence = 1_024;
    public const int ImportId = 100;
    public const int Keyword = 64;
}

/// <summary>How large a message may be.</summary>
internal static class MessageLimits
{
    /// <summary>One mebibyte, also after decompression: five times a batch of 10,000 of the longest numbers.</summary>
    public const int MaxBytes = 1 << 20;
}
