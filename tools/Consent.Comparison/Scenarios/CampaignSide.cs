using Consent.Comparison.Servers;

namespace Consent.Comparison.Scenarios;

/// <summary>Ours or a peer, in a campaign.</summary>
/// <param name="Name">As figures name it.</param>
/// <param name="Server">The process.</param>
/// <param name="AllowsAll">Whether it answers without looking.</param>
internal sealed record CampaignSide(string Name, MeasuredServer Server, bool AllowsAll = false)
{
    public const string Ours = "ours";
    public const string Empty = "empty";
    public const string Redis = "redis";
    public const string Postgres = "postgres";
    public const string Grain = "grain";

    /// <summary>How many of a campaign's customers it is asked about.</summary>
    public int Recipients(CampaignForm form, Sizes sizes) => (Name, form.Name) switch
    {
        (Grain, _) => sizes.GrainRecipients,
        (Redis, "stream") => sizes.RedisStream,
        (Postgres, "stream") => sizes.PostgresStream,
        _ => sizes.Recipients,
    };
}
