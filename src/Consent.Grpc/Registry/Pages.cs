using System.Globalization;
using Consent.Grpc.Errors;
using Consent.Grpc.Requests;

namespace Consent.Grpc.Registry;

/// <summary>The pages of a list.</summary>
internal static class Pages
{
    public const int DefaultSize = 100;
    public const int MaxSize = 1_000;

    public static int Size(RequestReader reader, int pageSize)
    {
        if (pageSize is < 0 or > MaxSize)
        {
            reader.Add(new Violation(
                "page_size",
                ErrorReason.OutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"page_size is 1 to {MaxSize}, or 0 for {DefaultSize}."),
                MaxSize.ToString(CultureInfo.InvariantCulture)));
        }

        return pageSize == 0 ? DefaultSize : pageSize;
    }

    /// <summary>The last key of the page before; null for the first page.</summary>
    public static TKey? After<TKey>(RequestReader reader, string list, string token, Func<string, TKey?> parse)
        where TKey : struct
    {
        if (token.Length == 0)
        {
            return null;
        }

        var after = PageToken.TryRead(list, token, out var last) ? parse(last) : null;
        if (after is null)
        {
            reader.Add("page_token", ErrorReason.PageTokenInvalid, "page_token is none that this list has given: begin again without one.");
        }

        return after;
    }
}
