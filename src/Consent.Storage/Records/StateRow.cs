using Consent.Storage.Database;

namespace Consent.Storage.Records;

/// <summary>A state to be written, as Orleans' ADO.NET storage keeps it.</summary>
/// <param name="Name">The name of the state, which Orleans stores as <c>GrainTypeString</c>.</param>
/// <param name="Key">The key of the state, which Orleans stores as <c>GrainIdExtensionString</c>.</param>
/// <param name="ServiceId">The service that the state belongs to.</param>
/// <param name="Revision">The revision that the write gives the state.</param>
/// <param name="Version">The version of the row that was read; null where there was none.</param>
/// <param name="Payload">The state as JSON.</param>
public sealed record StateRow(string Name, StateKey Key, string ServiceId, long Revision, int? Version, byte[] Payload);

/// <summary>A state as it was written.</summary>
/// <param name="Version">The version of the row.</param>
/// <param name="Entry">The entry that the write appended to the ledger.</param>
public readonly record struct WrittenState(int Version, WrittenEntry Entry);
