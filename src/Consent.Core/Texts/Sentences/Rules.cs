namespace Consent.Core.Texts.Sentences;

/// <summary>The rules' names in <see cref="Classification.Matched"/>, which stay. docs/texts.md has an example of each.</summary>
internal static class Rules
{
    internal const string ObjectIsMessages = "object-is-messages";
    internal const string ObjectIsList = "object-is-list";
    internal const string ObjectIsNumber = "object-is-number";
    internal const string ObjectIsConsent = "object-is-consent";
    internal const string Unwanted = "unwanted";
    internal const string NoSending = "no-sending";
    internal const string LeaveAlone = "leave-alone";
    internal const string Unsubscribe = "unsubscribe";
    internal const string OptedOut = "opt-out";
    internal const string SaidStop = "said-stop";
    internal const string Clause = "stop-clause";
    internal const string StopInFront = "stop-in-front";
    internal const string StopAtEnd = "stop-at-end";
    internal const string Courtesy = "courtesy";
    internal const string SeveralKeywords = "several-keywords";
    internal const string WrongNumber = "wrong-number";
    internal const string CopiedInstruction = "copied-instruction";
    internal const string Slip = "slip";
    internal const string OtherOwner = "other-owner";
    internal const string AsksToReturn = "asks-to-return";

    internal const string NotInterested = "not-interested";
    internal const string KeywordAndNumber = "keyword-and-number";
    internal const string RaisedHand = "raised-hand";
    internal const string Complaint = "complaint";
    internal const string OtherPerson = "other-person";
    internal const string EndingWord = "ending-word";
    internal const string Muted = "muted";
    internal const string Abuse = "abuse";
}
