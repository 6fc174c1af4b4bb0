using System.Globalization;
using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>
/// The review of a text that may be an opt-out: a person decides what it meant, unless the customer says so first.
/// </summary>
/// <remarks>
/// <see cref="RecordRules"/> says which text opens one. An opt-out of the record settles all of its reviews, and an opt-in or a
/// reactivation those of earlier texts. If it was texted to a number and is about the account, it also settles those of the number's
/// own record. The migration <c>consent_review.sql</c> does so where the entry is appended.
/// </remarks>
public static class ReviewRules
{
    /// <summary>How many business days a business has to honor an opt-out: 47 CFR 64.1200(a)(10).</summary>
    public const int DueBusinessDays = 10;

    // Honolulu's calendar: the day of a text is never counted later than where the customer is.
    private static readonly TimeSpan LatestDay = TimeSpan.FromHours(10);

    /// <summary>When a text's review is due: at the end of the tenth business day after it.</summary>
    /// <remarks>
    /// In no time zone of the fifty states is that later than the rule's ten days: the text's day is counted where days begin
    /// last, and the tenth ends at midnight UTC, when it is afternoon or evening there. A later text is never due earlier.
    /// </remarks>
    public static Instant DueAt(Instant textAt)
    {
        var day = DateOnly.FromDateTime((textAt - LatestDay).ToDateTimeOffset().UtcDateTime);
        var tenth = BusinessDays.After(day, DueBusinessDays);
        return Instant.From(new DateTimeOffset(tenth.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));
    }

    /// <summary>The event by which a person settles a review: as an opt-out it has the time of the text.</summary>
    public static ConsentEvent ToEvent(ReviewedText text, ReviewResolution resolution) => new()
    {
        Kind = resolution.Verdict == ReviewVerdict.OptOut ? EventKind.OptOut : EventKind.ReviewedNotOptOut,
        Id = resolution.Id,
        Source = ConsentSource.Operator,
        ArrivedAt = resolution.ArrivedAt,
        GivenAt = resolution.Verdict == ReviewVerdict.OptOut ? text.At : null,
        Customer = text.Customer,
        Sender = text.Sender,
        Account = text.Account,
        Actor = resolution.Actor,
        Evidence = string.Create(CultureInfo.InvariantCulture, $"Review of entry {resolution.Position}"),
        Matched = text.Matched,
        ReviewOf = resolution.Position,
    };
}

/// <summary>A text that may be an opt-out, as far as its review needs it.</summary>
/// <param name="At">The text's time, by the database's clock.</param>
/// <param name="Sender">The number that was texted.</param>
/// <param name="Account">The account of that number then.</param>
/// <param name="Matched">Why the text may be an opt-out.</param>
/// <param name="Customer">The customer in the spelling given; null where that is the canonical number.</param>
public sealed record ReviewedText(
    Instant At, SenderNumber? Sender, AccountId? Account, string Matched, PhoneNumber? Customer = null);

/// <summary>What a person decided about a text.</summary>
/// <param name="Position">The ledger position of the text's entry.</param>
/// <param name="Verdict">The decision; not <see cref="ReviewVerdict.Unspecified"/>.</param>
/// <param name="Actor">Who decided.</param>
/// <param name="Id">The caller's idempotency key.</param>
/// <param name="ArrivedAt">When the decision reached the service, by the database's clock.</param>
public sealed record ReviewResolution(long Position, ReviewVerdict Verdict, string Actor, string Id, Instant ArrivedAt);

/// <summary>What a person decided about a text that may be an opt-out.</summary>
public enum ReviewVerdict
{
    /// <summary>Nobody decided: the review is open, or the customer's own later text settled it.</summary>
    Unspecified = 0,
    OptOut = 1,
    NotOptOut = 2,
}

public enum ReviewState
{
    Unspecified = 0,
    Open = 1,
    Settled = 2,
}

/// <summary>What an account does while a text that may be an opt-out has not been reviewed.</summary>
public enum PossibleOptOutPolicy
{
    Unspecified = 0,

    /// <summary>Nothing: the text is recorded. The default.</summary>
    Record = 1,

    /// <summary>Campaigns are blocked.</summary>
    HoldCampaigns = 2,

    /// <summary>Every SMS, MMS and RCS message that is no reply is blocked.</summary>
    HoldAll = 3,
}
