using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Storage.Exports;

/// <summary>Which records are exported: all, but for what is named.</summary>
/// <param name="Account">The account's own records and those of its senders.</param>
/// <param name="Sender">The number's own records.</param>
/// <param name="State">Those that stand so.</param>
public sealed record ExportFilter(AccountId? Account = null, SenderNumber? Sender = null, ConsentState? State = null);
