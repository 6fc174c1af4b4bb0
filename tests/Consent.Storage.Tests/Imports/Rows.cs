using Consent.Core.Records;
using Consent.Storage.Imports;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Imports;

/// <summary>Rows of an import for <see cref="Samples.Sender"/>.</summary>
internal static class Rows
{
    public const string ServiceId = "consent";

    public static ImportRow Of(int customer, int second = 0, string import = "import-1")
    {
        var key = Samples.Number(customer);
        return new ImportRow(key, new ConsentEvent
        {
            Kind = EventKind.OptOut,
            Id = ImportRules.IdOf(import, key.Customer),
            Source = ConsentSource.Import,
            ArrivedAt = Samples.Start + TimeSpan.FromDays(1),
            GivenAt = Samples.Start + TimeSpan.FromSeconds(second),
            Sender = Samples.Sender,
            Actor = "operator-7",
            Evidence = "list of 2025",
            Matched = "stop",
        });
    }
}
