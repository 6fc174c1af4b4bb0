using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Core.Texts;
using Consent.Roster.Memory;

namespace Consent.Grpc.Texts;

/// <summary>What reads and routes a text to one of our numbers, as the roster has it at one moment.</summary>
/// <param name="Sender">The number that was texted.</param>
/// <param name="Account">Its account; null where it is not registered.</param>
internal readonly record struct TextRoute(SenderRoute Sender, CompiledAccount? Account)
{
    public CompiledKeywords Keywords => Account?.Keywords ?? CompiledAccount.KeywordsOfNone;

    /// <summary>Gets whether a START lifts an opt-out.</summary>
    public ResubscribePolicy Policy => Account?.ResubscribePolicy ?? ResubscribePolicy.CustomerStart;

    /// <summary>The other records that an opt-out or an opt-in may change, after its first.</summary>
    /// <remarks>
    /// Every server knows of an opt-out that has been acknowledged, so what is not opted out here has nothing that a START could
    /// lift. A standard number's own record is asked in any case.
    /// </remarks>
    public IReadOnlyList<RecordKey> OthersOf(EventKind kind, RecordKey first, bool isOfAllNumbers, ReplicaRoster roster)
    {
        var number = Sender.Number;
        var senders = roster.Registry.SendersOf(Sender.Account);
        var others = EventRoutes.OthersOfText(Sender, first.Customer, kind, senders, isOfAllNumbers);
        var account = BlockingAccount(first, others, roster);
        return kind == EventKind.OptIn
            ? [.. others.Where(other => other.Sender == number || IsBlocked(roster.Find(other), account))]
            : others;
    }

    /// <summary>What is known of the account's record, where the text does not go to it.</summary>
    public Standing BlockingAccount(RecordKey first, IEnumerable<RecordKey> others, ReplicaRoster roster) =>
        Sender.Account is { } account && others.Append(first).All(key => key.Account is null)
            ? roster.Find(account, first.Customer)
            : default;

    private static bool IsBlocked(in Standing other, in Standing account) =>
        other.IsOptedOut || EventRoutes.BlocksByAccount(other, account);

    /// <summary>How the customer replies and returns, where the text's record blocks, or the account's alone.</summary>
    public ReplyWay WayBack(RecordKey key, EventKind kind, in PairStandings pair, ReplicaRoster roster)
    {
        var isAccounts = kind != EventKind.OptOut && pair.Account.IsOptedOut && !pair.Number.IsOptedOut;
        var blocking = isAccounts && Sender.Account is { } id ? RecordKey.ForAccount(id, key.Customer) : key;
        return ReplyWay.Of(blocking, Sender, Policy, roster.Registry.SendersOf(Sender.Account));
    }

    /// <summary>Reads it from a roster that the gate let pass.</summary>
    public static TextRoute Of(SenderNumber number, ReplicaRoster roster) =>
        roster.Registry.FindSender(number) is { } registered
            ? new TextRoute(registered.Route, registered.Settings)
            : new TextRoute(new SenderRoute(number), null);
}
