namespace Consent.Grpc.Wire;

/// <summary>The reasons of <c>google.rpc.ErrorInfo</c>, all of them: docs/call.md says what to do about each.</summary>
public static class ErrorReason
{
    public const string Domain = "consent";

    // INVALID_ARGUMENT
    public const string NumberInvalid = "NUMBER_INVALID";
    public const string SenderIsCustomer = "SENDER_IS_CUSTOMER";
    public const string FieldRequired = "FIELD_REQUIRED";
    public const string FieldBlank = "FIELD_BLANK";
    public const string FieldTooLong = "FIELD_TOO_LONG";
    public const string TooMany = "TOO_MANY";
    public const string ControlCharacter = "CONTROL_CHARACTER";
    public const string EnumUnknown = "ENUM_UNKNOWN";
    public const string SourceNotAccepted = "SOURCE_NOT_ACCEPTED";
    public const string PurposeNotAccepted = "PURPOSE_NOT_ACCEPTED";
    public const string TimeInvalid = "TIME_INVALID";
    public const string TimeOutOfRange = "TIME_OUT_OF_RANGE";
    public const string TimeAmbiguous = "TIME_AMBIGUOUS";
    public const string ScopeRequired = "SCOPE_REQUIRED";
    public const string ScopeAmbiguous = "SCOPE_AMBIGUOUS";
    public const string AccountIdInvalid = "ACCOUNT_ID_INVALID";
    public const string ApiKeyIdInvalid = "API_KEY_ID_INVALID";
    public const string OutOfRange = "OUT_OF_RANGE";
    public const string PageTokenInvalid = "PAGE_TOKEN_INVALID";
    public const string PreferredNotCandidate = "PREFERRED_NOT_CANDIDATE";
    public const string KeywordEmpty = "KEYWORD_EMPTY";
    public const string KeywordRepeated = "KEYWORD_REPEATED";
    public const string KeywordOfAnotherKind = "KEYWORD_OF_ANOTHER_KIND";
    public const string PlaceholderUnknown = "PLACEHOLDER_UNKNOWN";
    public const string LanguageTagInvalid = "LANGUAGE_TAG_INVALID";
    public const string LanguageRepeated = "LANGUAGE_REPEATED";
    public const string ReplyNumberNotAccepted = "REPLY_NUMBER_NOT_ACCEPTED";
    public const string ReplyNumberNotTextable = "REPLY_NUMBER_NOT_TEXTABLE";
    public const string ReplyNumberNotRegistered = "REPLY_NUMBER_NOT_REGISTERED";
    public const string HeaderNotFirst = "HEADER_NOT_FIRST";

    public const string FieldUnknown = "FIELD_UNKNOWN";
    public const string MessageUndecodable = "MESSAGE_UNDECODABLE";
    public const string ContentTypeNotJson = "CONTENT_TYPE_NOT_JSON";
    public const string NotGrpc = "NOT_GRPC";

    // UNAUTHENTICATED
    public const string CredentialMissing = "CREDENTIAL_MISSING";
    public const string CredentialInvalid = "CREDENTIAL_INVALID";

    // PERMISSION_DENIED
    public const string RoleNotGranted = "ROLE_NOT_GRANTED";
    public const string ScopeNotGranted = "SCOPE_NOT_GRANTED";

    // RESOURCE_EXHAUSTED
    public const string MessageTooLarge = "MESSAGE_TOO_LARGE";
    public const string StorageBusy = "STORAGE_BUSY";
    public const string Overloaded = "OVERLOADED";
    public const string RateLimited = "RATE_LIMITED";
    public const string ReaderTooSlow = "READER_TOO_SLOW";

    // FAILED_PRECONDITION
    public const string ResubscribeRequiresCustomer = "RESUBSCRIBE_REQUIRES_CUSTOMER";
    public const string RevisionMismatch = "REVISION_MISMATCH";
    public const string SenderAccountFixed = "SENDER_ACCOUNT_FIXED";
    public const string ImportScopeFixed = "IMPORT_SCOPE_FIXED";
    public const string TooManySenders = "TOO_MANY_SENDERS";
    public const string EntryNotReviewable = "ENTRY_NOT_REVIEWABLE";
    public const string ReviewSettled = "REVIEW_SETTLED";

    // NOT_FOUND
    public const string AccountNotFound = "ACCOUNT_NOT_FOUND";
    public const string SenderNotFound = "SENDER_NOT_FOUND";
    public const string ReviewNotFound = "REVIEW_NOT_FOUND";
    public const string ApiKeyNotFound = "API_KEY_NOT_FOUND";

    // UNAVAILABLE
    public const string CredentialUnchecked = "CREDENTIAL_UNCHECKED";
    public const string RosterStale = "ROSTER_STALE";
    public const string StorageUnavailable = "STORAGE_UNAVAILABLE";
    public const string ShuttingDown = "SHUTTING_DOWN";
    public const string StreamIdle = "STREAM_IDLE";
    public const string StreamTooOld = "STREAM_TOO_OLD";

    // DATA_LOSS
    public const string LedgerWentBack = "LEDGER_WENT_BACK";

    // DEADLINE_EXCEEDED, CANCELLED, INTERNAL
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";
    public const string Cancelled = "CANCELLED";
    public const string Internal = "INTERNAL";
}
