using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Consent.Core.Records;

/// <summary>A point in time, in whole milliseconds since 1970 UTC: events are stored and compared at this resolution.</summary>
[JsonConverter(typeof(InstantJsonConverter))]
public readonly record struct Instant(long Milliseconds) : IComparable<Instant>
{
    /// <summary>Drops fractions of a millisecond.</summary>
    public static Instant From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    public static Instant Max(Instant left, Instant right) => left > right ? left : right;

    public static Instant Min(Instant left, Instant right) => left < right ? left : right;

    public static bool operator <(Instant left, Instant right) => left.Milliseconds < right.Milliseconds;

    public static bool operator >(Instant left, Instant right) => left.Milliseconds > right.Milliseconds;

    public static bool operator <=(Instant left, Instant right) => left.Milliseconds <= right.Milliseconds;

    public static bool operator >=(Instant left, Instant right) => left.Milliseconds >= right.Milliseconds;

    public static Instant operator +(Instant instant, TimeSpan span) => new(instant.Milliseconds + (long)span.TotalMilliseconds);

    public static Instant operator -(Instant instant, TimeSpan span) => new(instant.Milliseconds - (long)span.TotalMilliseconds);

    public static TimeSpan operator -(Instant left, Instant right) =>
        TimeSpan.FromMilliseconds(left.Milliseconds - right.Milliseconds);

    public int CompareTo(Instant other) => Milliseconds.CompareTo(other.Milliseconds);

    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>As JSON has a time: with milliseconds, unless there are none.</summary>
    public override string ToString() => ToDateTimeOffset().ToString(
        Milliseconds % 1_000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

public sealed class InstantJsonConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Milliseconds);
}
