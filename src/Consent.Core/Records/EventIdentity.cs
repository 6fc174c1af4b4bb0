using System.Globalization;
using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>What makes one event a repetition of another of the same record.</summary>
/// <remarks>
/// The kind of event, the number texted, the message id and the time as given, from any gateway; without a given time, the
/// gateway and actor as well. The same id with another kind, number or time is another event: a STOP is never dropped because
/// an id was reused. An opt-in narrows instead, so that it lifts no later opt-out: see <see cref="RepeatedBy"/>. A review is
/// settled once, so its position alone is the identity of what settles it.
/// </remarks>
public static class EventIdentity
{
    // Callers' texts hold no control characters, so a tab cannot come from within one.
    private const char Separator = '\t';

    public static string Of(ConsentEvent consentEvent)
    {
        if (consentEvent.ReviewOf is { } reviewed)
        {
            // Part of the triggers' contract.
            return string.Create(CultureInfo.InvariantCulture, $"Review{Separator}{reviewed}");
        }

        var origin = consentEvent.GivenAt is { } given
            ? given.Milliseconds.ToString(CultureInfo.InvariantCulture)
            : $"{consentEvent.Gateway}{Separator}{consentEvent.Actor}";
        return Stem(consentEvent) + origin;
    }

    /// <summary>Which identities of a record say that it knows this event already.</summary>
    /// <remarks>
    /// An opt-in without a given time would come after all that is known. Under a known message id it is a repetition, whatever
    /// time, gateway and actor that one had.
    /// </remarks>
    public static RepeatedIdentities RepeatedBy(ConsentEvent consentEvent) => new(
        Of(consentEvent),
        consentEvent is { Kind: EventKind.OptIn, GivenAt: null, ReviewOf: null } ? Stem(consentEvent) : null);

    /// <summary>An identity from before numbers had one spelling, as the same event has it now.</summary>
    internal static string Canonical(string identity)
    {
        var (start, end) = SenderIn(identity);
        return PhoneNumber.TryParse(identity.AsSpan(start..end), out var sender) && !sender.IsCanonical
            ? $"{identity.AsSpan(0, start)}{sender.Canonical}{identity.AsSpan(end)}"
            : identity;
    }

    /// <summary>The identities as a build before made them: none for most senders.</summary>
    internal static IEnumerable<string> Older(string identity)
    {
        var (start, end) = SenderIn(identity);
        return PhoneNumber.TryParse(identity.AsSpan(start..end), out var sender)
            ? sender.OlderSpellings.Select(older => string.Concat(identity.AsSpan(0, start), older, identity.AsSpan(end)))
            : [];
    }

    private static (int Start, int End) SenderIn(string identity)
    {
        var start = identity.IndexOf(Separator, StringComparison.Ordinal) + 1;
        var end = identity.IndexOf(Separator, start);
        return (start, end < 0 ? identity.Length : end);
    }

    /// <summary>The part that identities of the same message id share, whatever their times.</summary>
    internal static string Stem(ConsentEvent consentEvent) =>
        string.Join(Separator, consentEvent.Kind, consentEvent.Sender?.ToString(), consentEvent.Id, null);
}

/// <summary>The identities of which one in a record makes an event a repetition.</summary>
/// <param name="Own">The event's own identity.</param>
/// <param name="Stem">How they all begin; null where only the event's own counts.</param>
public readonly record struct RepeatedIdentities(string Own, string? Stem)
{
    /// <summary>Gets the first text after all that begin with the stem, as the databases order texts: by their bytes.</summary>
    /// <remarks>The stem ends with a separator, which is ASCII.</remarks>
    public string? End => Stem is null ? null : Stem[..^1] + (char)(Stem[^1] + 1);

    /// <summary>Gets the same as a build before made them of other spellings of the sender: none for most.</summary>
    public IEnumerable<RepeatedIdentities> Older
    {
        get
        {
            var stem = Stem;
            return EventIdentity.Older(Own).Zip(
                EventIdentity.Older(stem ?? Own), (own, older) => new RepeatedIdentities(own, stem is null ? null : older));
        }
    }

    public bool Include(string identity)
    {
        var known = EventIdentity.Canonical(identity);
        return Stem is null ? known == Own : known.StartsWith(Stem, StringComparison.Ordinal);
    }
}
