namespace Consent.Peers;

/// <summary>Where a peer keeps who has opted out of which sender.</summary>
internal interface IOptOuts
{
    Task<bool> IsOptedOutAsync(string sender, string customer);

    /// <summary>One answer for each customer, in the order asked.</summary>
    Task<IReadOnlyList<bool>> AreOptedOutAsync(string sender, IReadOnlyList<string> customers);

    /// <summary>Opts many customers out, by the fastest way there is past the contract.</summary>
    Task FillAsync(string sender, IEnumerable<string> customers);
}
