namespace Consent.Core.Numbers;

/// <summary>
/// The rows of <see cref="Renumberings"/>, country by country. docs/numbers.md tells the rules by which a row is in here, gives an
/// example of each, and lists what is left out.
/// </summary>
internal static class RenumberingTable
{
    private static readonly string[] BrazilianAreas =
    [
        "11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "22", "24", "27", "28", "31", "32", "33", "34", "35", "37", "38",
        "41", "42", "43", "44", "45", "46", "47", "48", "49", "51", "53", "54", "55", "61", "62", "63", "64", "65", "66", "67", "68",
        "69", "71", "73", "74", "75", "77", "79", "81", "82", "83", "84", "85", "86", "87", "88", "89", "91", "92", "93", "94", "95",
        "96", "97", "98", "99",
    ];

    internal static IEnumerable<Renumbering> Rows =>
    [
        .. Plan("Argentina", null, "libphonenumber, AR", [("549", 13, "54")]),
        .. Plan("Benin", "2024-11-30", "ARCEP Bénin; libphonenumber 8.13.50", Prepend("229", "01", 8, "2 4 5 6 9")),

        // Not those in 7: radios (SME, Nextel's) share it, and they kept their eight digits.
        .. Plan(
            "Brazil",
            "2016-11-06",
            "Anatel, Resolução 553/2010; ITU, communication of 6.II.2013",
            BrazilianAreas.SelectMany(area => Prepend($"55{area}", "9", 8, "6 8 9"))),
        .. Plan("Cameroon", "2014-11-22", "ART; libphonenumber 7.0.1", Prepend("237", "6", 8, "5 7 9")),
        .. Plan("Colombia", "2021-09-01", "CRC, Resolución 5826/2019", Prepend("57", "60", 8, "1 2 42 43 44 45 47 48 49 5 6 7 8")),
        .. Plan("Ecuador", "2012-09-30", "CONATEL; libphonenumber 5.1.4", Prepend("593", "9", 8, "39 59 69 8 9")),
        .. Plan(
            "Egypt",
            "2011-10-06",
            "NTRA",
            [
                ("2010", 11, "20100"), ("2016", 11, "20106"), ("2019", 11, "20109"), ("2011", 11, "20111"), ("2014", 11, "20114"),
                ("2012", 11, "20122"), ("2017", 11, "20127"), ("2018", 11, "20128"),
            ]),
        .. Plan("Equatorial Guinea", "2010-04-09", "ITU, communication of 4.V.2010", Prepend("240", "222", 6, "2 5")),
        .. Plan("Eswatini", "2010-03-01", "ITU, Swaziland", Prepend("268", "7", 7, "6")),
        .. Plan("Eswatini", "2011-02-01", "ITU, communication of 30.IX.2010", Prepend("268", "2", 7, "2 3 4 5")),
        .. Plan("French Polynesia", "2014-06-23", "OPT; libphonenumber 5.4.1", Prepend("689", "87", 6, "2 30 31 32 33 34 35 36 37 39 7")),
        .. Plan(
            "Gabon",
            "2019-11-16",
            "ARCEP Gabon",
            [.. Gabon("1", "1"), .. Gabon("2", "6"), .. Gabon("5", "6"), .. Gabon("6", "6"), .. Gabon("4", "7"), .. Gabon("7", "7")]),
        .. Plan(
            "Georgia",
            "2011-06-20",
            "GNCC; ITU, communication of 22.XII.2010",
            Prepend("995", "5", 8, "55 57 58 68 71 74 77 91 92 93 95 96 97 98 99")),
        .. Plan("Guinea-Bissau", "2015-11-01", "ARN", [.. Prepend("245", "95", 7, "5"), .. Prepend("245", "96", 7, "6")]),
        .. Plan(
            "Ivory Coast",
            "2021-01-31",
            "ARTCI; libphonenumber 8.12.17",
            [
                .. Prepend("225", "01", 8, "01 02 03 40 41 42 43 50 51 52 53 70 71 72 73"),
                .. Prepend("225", "05", 8, "04 05 06 44 45 46 54 55 56 64 65 66 74 75 76 84 85 86 94 95 96"),
                .. Prepend("225", "07", 8, "07 08 09 47 48 49 57 58 59 67 68 77 78 79 87 88 89 97 98"),
                .. Prepend("225", "21", 8, "208 218 228 238"),
                .. Prepend("225", "25", 8, "200 210 220 230 240 300 310 320 330 340 350 360"),
                .. Prepend("225", "27", 8, "202 203 212 213 215 217 224 225 234 235 243 244 245 306 316 319 327 337 347"),
            ]),
        .. Plan(
            "Mauritania",
            "2011-01-01",
            "ITU, communication of 30.VI.2010; WTNG",
            [
                .. Prepend("222", "2", 7, "2 50 58 70"),
                .. Prepend("222", "3", 7, "3 61 62 63 66 71 72 73"),
                .. Prepend("222", "4", 7, "4 51 52 53 54 55 56 57 60 64 65 67 68 69 74 75 76 77 78 79"),
            ]),

        // Not 42, 471 and 490, in which fixed numbers of seven digits begin as well.
        .. Plan(
            "Mauritius",
            "2013-09-01",
            "ICTA, decision of 11 February 2013",
            Prepend("230", "5", 7, "25 29 44 472 473 474 475 476 477 478 479 491 492 493 494 495 496 497 498 499 7 82 86 871 875 876 877 878"
                + " 90 91 92 93 94 95 96 97 98")),
        .. Plan("Mexico", "2019-08-03", "IFT, Plan Técnico Fundamental de Numeración of 2018", [("521", 13, "52")]),
        .. Plan("Qatar", "2010-07-28", "ictQATAR", "34567".SelectMany(digit => Prepend("974", $"{digit}", 7, $"{digit}"))),
        .. Plan(
            "Seychelles",
            "2011-05-04",
            "DICT; WTNG",
            [
                .. Prepend("248", "2", 6, "5 7"), .. Prepend("248", "4", 6, "2 3 41 42 43 6"), .. Prepend("248", "6", 6, "47"),
            ]),
        .. Plan("Timor-Leste", "2012-07-31", "ITU, communication of 27.III.2013", Prepend("670", "7", 7, "72 73 74 75 76 77 78 79")),
        .. Plan(
            "Vietnam",
            "2018-09-15",
            "MIC, plan of May 2018",
            [
                ("84120", 12, "8470"), ("84121", 12, "8479"), ("84122", 12, "8477"), ("84126", 12, "8476"), ("84128", 12, "8478"),
                ("84123", 12, "8483"), ("84124", 12, "8484"), ("84125", 12, "8485"), ("84127", 12, "8481"), ("84129", 12, "8482"),
                ("84162", 12, "8432"), ("84163", 12, "8433"), ("84164", 12, "8434"), ("84165", 12, "8435"), ("84166", 12, "8436"),
                ("84167", 12, "8437"), ("84168", 12, "8438"), ("84169", 12, "8439"), ("84186", 12, "8456"), ("84188", 12, "8458"),
                ("84199", 12, "8459"),
            ]),
    ];

    private static IEnumerable<Renumbering> Plan(
        string country, string? since, string source, IEnumerable<(string OldPrefix, int Digits, string NewPrefix)> rows) =>
        rows.Select(row => new Renumbering(
            country,
            since is null ? null : DateOnly.ParseExact(since, "yyyy-MM-dd"),
            source,
            row.OldPrefix,
            row.Digits,
            row.NewPrefix));

    // New digits before the old national number, which had so many digits and began with one of these.
    private static IEnumerable<(string OldPrefix, int Digits, string NewPrefix)> Prepend(
        string code, string added, int national, string beginnings) =>
        beginnings.Split(' ').Select(beginning => ($"{code}{beginning}", code.Length + national, $"{code}{added}{beginning}"));

    // Written with or without the 0 in which national numbers begin.
    private static IEnumerable<(string OldPrefix, int Digits, string NewPrefix)> Gabon(string old, string added) =>
        [($"241{old}", 10, $"241{added}{old}"), ($"2410{old}", 11, $"241{added}{old}")];
}
