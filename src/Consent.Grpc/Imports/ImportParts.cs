using Consent.Grpc.Access;
using Consent.Grpc.Wire;
using Consent.Storage.Imports;
using Consent.V1;
using Google.Protobuf.Collections;
using Grpc.Core;

namespace Consent.Grpc.Imports;

/// <summary>The parts of an import: a header, then rows.</summary>
internal static class ImportParts
{
    /// <summary>What a part is about: rows are about what the header before them names.</summary>
    public static Scope ScopeOf(ImportOptOutsRequest part) =>
        part.Header is { } header ? Scope.Of(header.SenderNumber, header.AccountId) : Scope.None;

    /// <exception cref="RpcException">INVALID_ARGUMENT: no rows, or too many.</exception>
    public static RepeatedField<V1.ImportRow> RowsOf(ImportOptOutsRequest part)
    {
        if (part.Rows is not { } rows)
        {
            throw Refused(part.Header is null
                ? new Violation("rows", ErrorReason.FieldRequired, "rows is required.")
                : new Violation("header", ErrorReason.HeaderNotFirst, "The header comes once, first."));
        }

        return rows.Rows.Count <= ImportWriter.MaxRows
            ? rows.Rows
            : throw Refused(Violation.TooMany("rows", ImportWriter.MaxRows));
    }

    public static RpcException HeaderFirst() =>
        Refused(new Violation("header", ErrorReason.FieldRequired, "header is required, as the first part."));

    private static RpcException Refused(Violation violation) => ConsentErrors.InvalidArgument(violation);
}
