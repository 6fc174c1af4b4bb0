using System.Buffers;

namespace Consent.Grpc.Wire;

internal static class ControlCharacters
{
    private static readonly SearchValues<char> All = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    public static bool AreIn(string text) => text.AsSpan().ContainsAny(All);
}
