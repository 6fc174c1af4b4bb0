using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>What an import's row makes of a record: as the opt-out recorded singly, but that nothing is said twice.</summary>
public static class ImportRules
{
    private static readonly ReplyTexts NoReplies = new("", "", "", "");

    /// <summary>The id of a row's event: the same whenever the import is run, wherever in the file the customer is.</summary>
    public static string IdOf(string importId, PhoneNumber customer) => $"{importId}/{customer}";

    /// <summary>Enters a row's opt-out, or null where the row changes nothing.</summary>
    /// <param name="before">The record.</param>
    /// <param name="optOut">The row's event.</param>
    /// <param name="answered">Events of the record, all with the row's id among them.</param>
    public static Transition? Apply(ConsentRecord before, ConsentEvent optOut, IEnumerable<AnsweredEvent> answered) =>
        before.State == ConsentState.OptedOut || IsDone(optOut, answered)
            ? null

            // Nobody texted, so no reply is called for, and an opt-out knows no policy.
            : RecordRules.Apply(before, optOut, ResubscribePolicy.CustomerStart, NoReplies);

    // By an earlier run: what the customer said since must stand. A customer who is in the file twice, with two times, is opted out
    // once; where the first came to nothing because of a START between the two, the second is yet to be heard.
    private static bool IsDone(ConsentEvent optOut, IEnumerable<AnsweredEvent> answered)
    {
        var identity = EventIdentity.Of(optOut);
        var stem = EventIdentity.Stem(optOut);
        return answered.Any(earlier =>
            earlier.Identity == identity || (earlier.Applied && earlier.Identity.StartsWith(stem, StringComparison.Ordinal)));
    }
}
