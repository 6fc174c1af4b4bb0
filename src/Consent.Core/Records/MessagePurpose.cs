namespace Consent.Core.Records;

public enum MessagePurpose
{
    Unspecified = 0,
    AutomatedNotification = 1,
    OneOff = 2,
    EstimateLink = 3,
    InvoiceLink = 4,
    Campaign = 5,

    /// <summary>The one confirmation that may follow an opt-out.</summary>
    OptOutConfirmation = 6,

    /// <summary>The one answer that may follow a HELP, even from a customer who has opted out.</summary>
    HelpReply = 7,

    /// <summary>The welcome that follows a resubscription. It is no reply.</summary>
    OptInConfirmation = 8,
}
