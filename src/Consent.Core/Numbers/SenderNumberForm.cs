namespace Consent.Core.Numbers;

public enum SenderNumberForm
{
    None = 0,
    Phone = 1,
    ShortCode = 2,
    Alphanumeric = 3,
}
