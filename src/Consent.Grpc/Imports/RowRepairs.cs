using System.Globalization;
using Consent.Core.Records;
using Consent.Core.Texts;
using Consent.Grpc.Wire;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Imports;

/// <summary>What is repaired in a row of an import rather than refused, as an opt-out must not be lost for how it is written.</summary>
internal static class RowRepairs
{
    private const char Replacement = '\uFFFD';

    /// <summary>A number without what spreadsheets and address books put around it, none of which can be seen or dialled.</summary>
    public static string Trim(string number)
    {
        var (start, end) = (0, number.Length);
        while (start < end && IsInvisible(number[start]))
        {
            start++;
        }

        while (end > start && IsInvisible(number[end - 1]))
        {
            end--;
        }

        // The apostrophe tells a spreadsheet that a text follows.
        return number.AsSpan(start, end - start) is ['\'', '+', ..] ? number[(start + 1)..end] : number[start..end];
    }

    /// <summary>A keyword of one line that fits.</summary>
    public static string Keyword(string keyword, ref EventRepairs repairs)
    {
        if (ControlCharacters.AreIn(keyword))
        {
            repairs |= EventRepairs.KeywordCleaned;
            keyword = string.Concat(keyword.Trim().Select(static given => char.IsControl(given) ? Replacement : given));
        }

        if (keyword.Length > FieldLimits.Keyword)
        {
            repairs |= EventRepairs.KeywordCut;
            const int End = FieldLimits.Keyword;
            keyword = keyword[..(char.IsHighSurrogate(keyword[End - 1]) ? End - 1 : End)];
        }

        return keyword;
    }

    /// <summary>A time that can be, or null.</summary>
    public static Instant? Time(Timestamp? time, Instant now, ref EventRepairs repairs)
    {
        if (RequestTime.TryRead(time, now, out var read) is not null)
        {
            repairs |= EventRepairs.TimeIgnored;
        }

        return read;
    }

    // The byte order mark and the marks of writing direction are of the class Cf.
    private static bool IsInvisible(char character) =>
        char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
