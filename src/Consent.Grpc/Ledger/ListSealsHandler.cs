using System.Globalization;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.Storage.Seals;
using Consent.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Consent.Grpc.Ledger;

/// <summary>Shows the seals, page by page. They are read from the database: nothing is decided by them.</summary>
internal sealed class ListSealsHandler(SealTable seals, TimeProvider time)
{
    public async Task<ListSealsResponse> ListAsync(ListSealsRequest request, ServerCallContext context)
    {
        var reader = new RequestReader(default);
        var after = reader.After(request.AfterPosition);
        var list = string.Create(CultureInfo.InvariantCulture, $"seals after {after}");
        var size = Pages.Size(ref reader, request.PageSize);
        var last = Pages.After<long>(ref reader, list, request.PageToken, static token =>
            long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null);
        reader.ThrowIfInvalid();
        using var limit = new CallTime(context, time);

        // One more tells whether there is another page.
        var page = await seals.PageAsync(last ?? after, size + 1, limit.Token);
        var response = new ListSealsResponse { Seals = { page.Take(size).Select(ToWire) } };
        if (page.Count > size)
        {
            response.NextPageToken = PageToken.Of(list, page[size - 1].ThroughPosition.ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }

    private static V1.Seal ToWire(Storage.Seals.Seal seal) => new()
    {
        FromPosition = seal.FromPosition,
        ThroughPosition = seal.ThroughPosition,
        Digest = ByteString.CopyFrom(seal.Digest),
        SealedAt = seal.SealedAt.ToWire(),
        Signature = ByteString.CopyFrom(seal.Signature ?? []),
        KeyId = seal.KeyId ?? "",
    };
}
