namespace Consent.Core.Decisions;

public enum Decision
{
    Unspecified = 0,
    Allowed = 1,
    Blocked = 2,
}
