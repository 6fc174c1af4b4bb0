using System.Globalization;
using Consent.Core.Records;

namespace Consent.Core.Tests.Records;

public sealed class BusinessDaysTests
{
    /// <summary>The federal holidays as opm.gov lists them for these years, by the day on which offices are closed.</summary>
    [Theory]
    [InlineData(2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31")]
    [InlineData(2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26")]
    [InlineData(2023, "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25")]
    [InlineData(2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25")]
    public void Is_EachWeekdayOfAYear_IsNoneOnlyOnAHoliday(int year, string holidays)
    {
        var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays)
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !BusinessDays.Is(day));

        Assert.Equal(holidays, string.Join(' ', days.Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Is_Weekend_IsNone() =>
        Assert.Equal([false, false, true], new[] { 7, 8, 9 }.Select(day => BusinessDays.Is(new DateOnly(2026, 3, day))));

    [Theory]
    [InlineData("2026-03-02", 1, "2026-03-03")]
    [InlineData("2026-03-06", 1, "2026-03-09")]
    [InlineData("2026-03-02", 10, "2026-03-16")]
    [InlineData("2026-03-07", 10, "2026-03-20")]
    [InlineData("2026-03-08", 10, "2026-03-20")]
    [InlineData("2026-12-21", 10, "2027-01-06")]
    [InlineData("2026-03-02", 0, "2026-03-02")]
    public void After_ADay_CountsBusinessDaysFromTheNext(string day, int count, string expected) => Assert.Equal(
        expected,
        BusinessDays.After(DateOnly.Parse(day, CultureInfo.InvariantCulture), count).ToString("O", CultureInfo.InvariantCulture));
}
