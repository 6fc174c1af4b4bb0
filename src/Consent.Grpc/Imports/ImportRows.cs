using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Wire;
using ImportRow = Consent.Storage.Imports.ImportRow;

namespace Consent.Grpc.Imports;

/// <summary>Reads the rows of an import into the events that they tell of.</summary>
/// <param name="head">What is said of all rows.</param>
/// <param name="startedAt">When the import was first started: a row without a time tells of what was so by then.</param>
internal sealed class ImportRows(ImportHeader head, Instant startedAt)
{
    /// <summary>Why a row cannot be, or null.</summary>
    public RowFault? Read(V1.ImportRow given, Instant now, AccountId? account, out ImportRow? row)
    {
        row = null;
        var repairs = EventRepairs.None;
        if (!TryReadCustomer(given.CustomerNumber, ref repairs, out var customer))
        {
            return new RowFault(ErrorReason.NumberInvalid, CustomerNumberFault.Of(RowRepairs.Trim(given.CustomerNumber)));
        }

        if (head.Scope.Sender is { } sender && sender.Is(customer))
        {
            return new RowFault(ErrorReason.SenderIsCustomer, "the sender's own number");
        }

        var optedOutAt = RowRepairs.Time(given.OptedOutAt, now, ref repairs);
        var keyword = RowRepairs.Keyword(given.Keyword, ref repairs);
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
            Matched = keyword,
            Repairs = repairs,
        });
        return null;
    }

    private static bool TryReadCustomer(string text, ref EventRepairs repairs, out PhoneNumber customer)
    {
        if (PhoneNumber.TryParse(text, out customer) && customer.IsPossible)
        {
            return true;
        }

        repairs |= EventRepairs.NumberTrimmed;
        return RowRepairs.Trim(text) is var trimmed && trimmed.Length < text.Length
            && PhoneNumber.TryParse(trimmed, out customer) && customer.IsPossible;
    }
}

/// <summary>Why a row of an import is rejected.</summary>
/// <param name="Reason">One of <see cref="ErrorReason"/>.</param>
/// <param name="Seen">What was seen, in words.</param>
internal sealed record RowFault(string Reason, string Seen);
