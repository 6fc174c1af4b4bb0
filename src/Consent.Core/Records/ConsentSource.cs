namespace Consent.Core.Records;

public enum ConsentSource
{
    Unspecified = 0,
    InboundSms = 1,
    Operator = 2,
    WebForm = 3,
    PhoneCall = 4,
    Email = 5,
    PostalMail = 6,
    Import = 7,
}
