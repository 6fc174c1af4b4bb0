using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Consent.Grpc.Wire;

/// <summary>The pages of a list.</summary>
internal static class Pages
{
    public const int DefaultSize = 100;
    public const int MaxSize = 1_000;

    public static int Size(ref RequestReader reader, int pageSize)
    {
        if (pageSize is < 0 or > MaxSize)
        {
            reader.Add(new Violation(
                "page_size",
                ErrorReason.OutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"page_size must be 1 to {MaxSize}, or 0 for {DefaultSize}."),
                MaxSize.ToString(CultureInfo.InvariantCulture)));
        }

        return pageSize == 0 ? DefaultSize : pageSize;
    }

    /// <summary>Takes what comes up to a page's size; true where something is left for another page.</summary>
    /// <remarks>A page ends early rather than become larger than a caller takes.</remarks>
    public static bool Fill<T>(RepeatedField<T> page, IEnumerable<T> coming, int size)
        where T : IMessage
    {
        var bytes = 0;
        foreach (var item in coming)
        {
            bytes += item.CalculateSize();
            if (page.Count == size || (bytes > MessageLimits.MaxBytes && page.Count > 0))
            {
                return true;
            }

            page.Add(item);
        }

        return false;
    }

    /// <summary>The last key of the page before; null for the first page.</summary>
    public static TKey? After<TKey>(ref RequestReader reader, string list, string token, Func<string, TKey?> parse)
        where TKey : struct
    {
        if (token.Length == 0)
        {
            return null;
        }

        var after = PageToken.TryRead(list, token, out var last) ? parse(last) : null;
        if (after is null)
        {
            reader.Add(
                "page_token", ErrorReason.PageTokenInvalid, "page_token was not issued for this list. Start again without it.");
        }

        return after;
    }
}
