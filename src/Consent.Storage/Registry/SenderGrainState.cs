using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Records;

namespace Consent.Storage.Registry;

/// <summary>What is stored of a sender's grain, as JSON. The properties' names are the triggers' contract.</summary>
public sealed record SenderGrainState : IRegistryState
{
    /// <summary>The name of the state, which Orleans stores as <c>GrainTypeString</c>.</summary>
    public const string Name = "sender";

    public string Key { get; init; } = "";

    public Sender? Sender { get; init; }

    public RegistryEntry? Entry { get; init; }

    public IReadOnlyList<RecentPut> RecentPuts { get; init; } = [];

    StateKey IStoredState.Key => StateKey.Of(Sender!.Number);

    long IStoredState.Revision => Sender!.Revision;

    public static SenderGrainState From(Sender sender, Instant arrivedAt, string actor) => new()
    {
        Key = StateKey.Of(sender.Number).ToString(),
        Sender = sender,
        Entry = new RegistryEntry(RegistryEntryKind.SenderPut, arrivedAt, actor),
    };

    IStoredState IStoredState.CommittedAt(long position, long? mark) => this;
}
