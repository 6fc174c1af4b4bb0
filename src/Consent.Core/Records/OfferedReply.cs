namespace Consent.Core.Records;

/// <summary>What to text back. <see cref="SendBefore"/> is null for an ordinary message, which the record itself allows.</summary>
public sealed record OfferedReply(MessagePurpose Purpose, string Body, Instant? SendBefore);
