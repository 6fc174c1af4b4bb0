namespace Consent.Core.Numbers;

/// <summary>The rows of <see cref="Renumberings"/>, country by country. docs/numbers.md lists them, and what is left out.</summary>
internal static class RenumberingTable
{
    internal static IEnumerable<Renumbering> Rows =>
    [
        .. Plan("Argentina", null, "libphonenumber, AR: the 9 of a mobile number is dialled from abroad only", ("549", 13, "54")),
        .. Plan("Mexico", "2019-08-03", "IFT, Plan Técnico Fundamental de Numeración, DOF 2018-05-11", ("521", 13, "52")),
    ];

    private static IEnumerable<Renumbering> Plan(
        string country, string? since, string source, params IEnumerable<(string OldPrefix, int Digits, string NewPrefix)> rows) =>
        rows.Select(row => new Renumbering(
            country,
            since is null ? null : DateOnly.ParseExact(since, "yyyy-MM-dd"),
            source,
            row.OldPrefix,
            row.Digits,
            row.NewPrefix));
}
