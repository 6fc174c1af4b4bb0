namespace Consent.Core.Records;

/// <summary>Monday to Friday without the federal holidays of the United States, as 47 CFR 1.4(e) has it.</summary>
public static class BusinessDays
{
    // Each is the one of these weekdays that falls on the given day of the month or up to six days later.
    private static readonly (int Month, DayOfWeek Day, int From)[] Floating =
    [
        (1, DayOfWeek.Monday, 15), // Birthday of Martin Luther King, Jr.
        (2, DayOfWeek.Monday, 15), // Washington's Birthday
        (5, DayOfWeek.Monday, 25), // Memorial Day
        (9, DayOfWeek.Monday, 1), // Labor Day
        (10, DayOfWeek.Monday, 8), // Columbus Day
        (11, DayOfWeek.Thursday, 22), // Thanksgiving Day
    ];

    // New Year's Day, Juneteenth, Independence Day, Veterans Day and Christmas Day.
    private static readonly (int Month, int Day)[] Fixed = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)];

    public static bool Is(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>The business day that comes so many after a day, which itself does not count.</summary>
    public static DateOnly After(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            count -= Is(day) ? 1 : 0;
        }

        return day;
    }

    // On a weekday: what falls on a Saturday is kept on the Friday before, on a Sunday on the Monday after (5 U.S.C. 6103).
    private static bool IsHoliday(DateOnly day) =>
        Floating.Any(holiday => holiday.Month == day.Month && holiday.Day == day.DayOfWeek && day.Day - holiday.From is >= 0 and < 7)
        || IsFixed(day)
        || (day.DayOfWeek == DayOfWeek.Friday && IsFixed(day.AddDays(1)))
        || (day.DayOfWeek == DayOfWeek.Monday && IsFixed(day.AddDays(-1)));

    private static bool IsFixed(DateOnly day) => Fixed.Contains((day.Month, day.Day));
}
