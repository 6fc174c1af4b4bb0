using Consent.Core.Records;

namespace Consent.Roster.Memory;

/// <summary>A record in a <see cref="RosterTable"/>: 32 bytes. <c>default</c> has no record's key.</summary>
internal readonly record struct RosterSlot(RosterKey Key, Standing Standing);
