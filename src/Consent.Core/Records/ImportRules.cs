using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>How a row of an import changes a record: as a single opt-out does, but never twice.</summary>
public static class ImportRules
{
    private static readonly ReplyTexts NoReplies = new("", "", "", "");

    /// <summary>The id of a row's event: the same whenever the import is run, wherever in the file the customer is.</summary>
    public static string IdOf(string importId, PhoneNumber customer) => $"{importId}/{customer}";

    /// <summary>Enters a row's opt-out, or null where the row changes nothing.</summary>
    /// <param name="before">The record.</param>
    /// <param name="optOut">The row's event.</param>
    /// <param name="answered">Events of the record, all with the row's id among them.</param>
    public static Transition? Apply(ConsentRecord before, ConsentEvent optOut, IEnumerable<AnsweredEvent> answered)
    {
        if (before.State == ConsentState.OptedOut)
        {
            return null;
        }

        // Nobody texted, so no reply is called for, and an opt-out knows no policy.
        var identity = EventIdentity.Of(optOut);
        return IsDone(optOut, identity, answered)
            ? null
            : RecordRules.Apply(before, optOut, ResubscribePolicy.CustomerStart, NoReplies, identity);
    }

    // Already imported by an earlier run, so anything that the customer has said since must stand. If a customer is listed
    // twice, the second row still applies where a START in between cancelled the first.
    private static bool IsDone(ConsentEvent optOut, string identity, IEnumerable<AnsweredEvent> answered)
    {
        var stem = EventIdentity.Stem(optOut);
        return answered.Any(earlier => EventIdentity.Canonical(earlier.Identity) is var known
            && (known == identity || (earlier.Applied && known.StartsWith(stem, StringComparison.Ordinal))));
    }
}
