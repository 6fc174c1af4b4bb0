using System.Globalization;
using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>What makes one event a repetition of another of the same record.</summary>
/// <remarks>
/// The kind of event, the number texted, the message id and the time as given, from any gateway; without a given time, the
/// gateway and actor as well. The same id with another kind, number or time is another event: a STOP is never dropped because
/// an id was reused. A review is settled once, so its position alone is the identity of what settles it.
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

    /// <summary>An identity from before numbers had one spelling, as the same event has it now.</summary>
    internal static string Canonical(string identity)
    {
        var parts = identity.Split(Separator);
        if (parts.Length < 2 || !parts[1].StartsWith('+') || !SenderNumber.TryParse(parts[1], out var sender))
        {
            return identity;
        }

        parts[1] = sender.ToString();
        return string.Join(Separator, parts);
    }

    /// <summary>The part that identities of the same message id share, whatever their times.</summary>
    internal static string Stem(ConsentEvent consentEvent) =>
        string.Join(Separator, consentEvent.Kind, consentEvent.Sender?.ToString(), consentEvent.Id, null);
}
