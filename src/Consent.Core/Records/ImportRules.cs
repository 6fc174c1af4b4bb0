using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>How a row of an import changes a record: as a single opt-out does, but never twice.</summary>
public static class ImportRules
{
    private static readonly ReplyTexts NoReplies = new("", "", "", "");

    /// <summary>The id of a row's event: the same whenever the import is run, wherever in the file the customer is.</summary>
    public static string IdOf(string importId, PhoneNumber customer) => $"{importId}/{customer}";

    /// <summary>The ids that the row has or had: the same customer may be listed in another spelling.</summary>
    public static IReadOnlyList<string> IdsOf(ConsentEvent optOut)
    {
        var start = optOut.Id.LastIndexOf('/') + 1;
        return PhoneNumber.TryParse(optOut.Id.AsSpan(start), out var customer) && customer.OlderSpellings is { Count: > 0 } older
            ? [.. older.Prepend(customer.Canonical.ToString()).Select(spelling => optOut.Id[..start] + spelling)]
            : [optOut.Id];
    }

    /// <summary>Enters a row's opt-out, or null where the row changes nothing.</summary>
    /// <param name="before">The record.</param>
    /// <param name="optOut">The row's event.</param>
    /// <param name="answered">Events of the record, all with one of <see cref="IdsOf"/> among them.</param>
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
        var stems = IdsOf(optOut).Select(id => EventIdentity.Stem(optOut with { Id = id })).ToList();
        return answered.Any(earlier => EventIdentity.Canonical(earlier.Identity) is var known
            && (known == identity
                || (earlier.Applied && stems.Exists(stem => known.StartsWith(stem, StringComparison.Ordinal)))));
    }
}
