using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Texts;
using Consent.Grpc.Wire;
using ImportRow = Consent.Storage.Imports.ImportRow;

namespace Consent.Grpc.Imports;

/// <summary>Reads the rows of an import into the events that they tell of.</summary>
/// <param name="head">What is said of all rows.</param>
/// <param name="startedAt">When the import was first started: a row without a time tells of what was so by then.</param>
internal sealed class ImportRows(ImportHeader head, Instant startedAt)
{
    /// <summary>The reason why a row cannot be, or null.</summary>
    public string? Read(V1.ImportRow given, Instant now, AccountId? account, out ImportRow? row)
    {
        row = null;
        if (!NumberFields.TryReadCustomer(given.CustomerNumber, out var customer))
        {
            return ErrorReason.NumberInvalid;
        }

        if (head.Scope.Sender is { } sender && sender.Is(customer))
        {
            return ErrorReason.SenderIsCustomer;
        }

        if (RequestTime.TryRead(given.OptedOutAt, now, out var optedOutAt) is { } fault)
        {
            return fault.Reason;
        }

        if (given.Keyword.Length > FieldLimits.Keyword)
        {
            return ErrorReason.FieldTooLong;
        }

        if (ControlCharacters.AreIn(given.Keyword))
        {
            return ErrorReason.ControlCharacter;
        }

        row = new ImportRow(head.Scope.KeyFor(customer), new ConsentEvent
        {
            Kind = EventKind.OptOut,
            Id = ImportRules.IdOf(head.Id, customer),
            Source = ConsentSource.Import,
            ArrivedAt = now,
            GivenAt = optedOutAt ?? startedAt,
            Customer = customer.OtherSpelling,
            Sender = head.Scope.Sender,
            Account = account,
            Actor = head.Actor,
            Evidence = head.Evidence,
            Matched = given.Keyword,
        });
        return null;
    }
}
