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

    /// <summary>Gets a value indicating whether the caller gave it, or it has been made.</summary>
    public bool IsKnown => _value is not null;

    public string Value => _value ?? Make();

    int IReadOnlyCollection<KeyValuePair<string, object?>>.Count => 1;

    KeyValuePair<string, object?> IReadOnlyList<KeyValuePair<string, object?>>.this[int index] =>
        index == 0 ? new(ScopeName, Value) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Reads the id that a caller gave. One of another form counts as not given.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="isReplaced">Whether one of another form was given.</param>
    public static RequestId Read(IHeaderDictionary headers, out bool isReplaced)
    {
        isReplaced = false;
        if (!headers.TryGetValue(Header, out var given))
        {
            return new RequestId(null);
        }

        isReplaced = given.Count != 1 || !IsValid(given[0]);
        return new RequestId(isReplaced ? null : given[0]);
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
