using Consent.Core.Records;
using Consent.Grpc.Records;
using Consent.Grpc.Wire;
using Consent.V1;

namespace Consent.Grpc.Imports;

/// <summary>What is said of a whole import.</summary>
internal sealed record ImportHeader(string Id, RecordScope Scope, string Actor, string Evidence)
{
    private const string Prefix = "header.";

    /// <summary>Gets the scope as it is remembered.</summary>
    public string ScopeText => Scope.Sender is { } sender ? $"number:{sender}" : $"account:{Scope.Account}";

    public static ImportHeader Read(ImportOptOutsRequest part, Instant now)
    {
        var reader = new RequestReader(now);
        if (part.Header is not { } header)
        {
            throw ImportParts.HeaderFirst();
        }

        reader.Id($"{Prefix}import_id", header.ImportId, FieldLimits.ImportId, required: true);
        var scope = RecordScope.Read(
            ref reader,
            customer: default,
            header.HasSenderNumber ? header.SenderNumber : null,
            header.HasAccountId ? header.AccountId : null,
            Prefix);
        reader.Id($"{Prefix}actor", header.Actor, FieldLimits.Actor);
        reader.Text($"{Prefix}evidence", header.Evidence, FieldLimits.Evidence);
        reader.ThrowIfInvalid();
        return new ImportHeader(header.ImportId, scope, header.Actor, header.Evidence);
    }
}
