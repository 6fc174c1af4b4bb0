using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Storage.Registry;

/// <summary>The change that made an account's or a sender's state, as the ledger keeps it.</summary>
/// <param name="Kind">Whether an account or a sender was changed.</param>
/// <param name="ArrivedAt">When the change was asked for, by the database's clock.</param>
/// <param name="Actor">Who asked for it; empty where nobody is named.</param>
public sealed record RegistryEntry(RegistryEntryKind Kind, Instant ArrivedAt, string Actor);
