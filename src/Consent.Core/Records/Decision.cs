namespace Consent.Core.Records;

public enum Decision
{
    Unspecified = 0,
    Allowed = 1,
    Blocked = 2,
}
