using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Numbers;

/// <summary>One phone by its two spellings, as a customer and as a sender.</summary>
internal static class Mexican
{
    public const string Canonical = "+525512345678";
    public const string Older = "+5215512345678";
    public const string CanonicalSender = "+525587654321";
    public const string OlderSender = "+5215587654321";

    public static PhoneNumber Phone(string spelling = Older) => PhoneNumber.Parse(spelling);

    public static RecordKey Number(string spelling = Canonical) => RecordKey.ForNumber(Samples.Sender, Phone(spelling));

    public static RecordKey Account(string spelling = Canonical) =>
        RecordKey.ForAccount(Samples.Account().Account!.Value, Phone(spelling));

    /// <summary>The event as an edge reads it from a caller who wrote this spelling.</summary>
    public static ConsentEvent By(this ConsentEvent said, string spelling) => said with { Customer = Phone(spelling).OtherSpelling };
}
