using System.Buffers;
using System.Collections;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Wire;

/// <summary>
/// What a call is named by in the caller's log and in this server's: the id that the caller gave, or one that is made once it is
/// asked for. As a scope of the log it is in every line about the call.
/// </summary>
internal sealed class RequestId : IReadOnlyList<KeyValuePair<string, object?>>
{
    public const string Header = "x-request-id";

    private const int MaxLength = 128;
    private const int MadeLength = 16;

    // As ASP.NET Core names its own.
    private const string ScopeName = "RequestId";

    // It goes into a header and a line of the log.
    private static readonly SearchValues<char> Visible =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(character => (char)character)]);

    private string? _value;

    private RequestId(string? given) => _value = given;

    public string Value => _value ?? Make();

    int IReadOnlyCollection<KeyValuePair<string, object?>>.Count => 1;

    KeyValuePair<string, object?> IReadOnlyList<KeyValuePair<string, object?>>.this[int index] =>
        index == 0 ? new(ScopeName, Value) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The call's id, which is made for the first who asks.</summary>
    public static RequestId Of(HttpContext context)
    {
        if (context.Features.Get<RequestId>() is { } known)
        {
            return known;
        }

        var id = new RequestId(Given(context.Request.Headers, out _));
        context.Features.Set(id);
        return id;
    }

    /// <summary>The id that the caller gave; null where it gave none, or one of another form.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="isReplaced">Whether one of another form was given.</param>
    public static string? Given(IHeaderDictionary headers, out bool isReplaced)
    {
        if (!headers.TryGetValue(Header, out var given))
        {
            isReplaced = false;
            return null;
        }

        isReplaced = given.Count != 1 || !IsValid(given[0]);
        return isReplaced ? null : given[0];
    }

    public override string ToString() => $"{ScopeName}:{Value}";

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return new(ScopeName, Value);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Visible);

    private string Make()
    {
        var made = RandomNumberGenerator.GetHexString(MadeLength, lowercase: true);
        return Interlocked.CompareExchange(ref _value, made, null) ?? made;
    }
}
