using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Storage.Replicas;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Registry;
using CsCheck;

namespace Consent.Storage.Tests.Access;

/// <summary>What a roster learns of API keys: by loading, and by following.</summary>
public abstract class ApiKeyPollTests : DatabaseSuite
{
    private static readonly Gen<Grant> Grants = Gen.Select(
        Gen.Int[0, 31], Gen.Int[0, 3], Gen.Int[0, 2], (roles, accounts, senders) => new Grant(
            (Roles)roles,
            [.. Enumerable.Range(0, accounts).Select(account => AccountId.Parse($"account-{account}"))],
            accounts == 1 ? [.. Enumerable.Range(0, senders).Select(sender => SenderNumber.Parse($"+1555000111{sender}"))] : []));

    // What each step does: make a key (below 6), or revoke one that was made before.
    private static readonly Gen<(int Step, Grant Grant, string Name)[]> Steps =
        Gen.Select(Gen.Int[0, 9], Grants, Gen.String[0, 20].Where(text => !text.Contains('\0') && text.All(each => !char.IsSurrogate(each))))
            .Array[1, 20];

    private readonly ApiKeyStory _story;
    private readonly Dictionary<ApiKeyId, RosterApiKey> _followed = [];
    private long _position;

    protected ApiKeyPollTests(Func<ITestDatabase> create)
        : base(create) => _story = new ApiKeyStory(Database);

    [Fact]
    public async Task PollAndLoad_OfAKey_BringItWithItsDigest()
    {
        await _story.CreateAsync(grant: ApiKeyStory.Limited, name: "The \"gateway\" \\ ü 🔧");

        Assert.Equal(_story.Changes, await FollowAsync());
        Assert.Equal(_story.Changes, await LoadAsync());
    }

    [Fact]
    public async Task PollAndLoad_OfARevokedKey_BringItAsItIsNow()
    {
        var key = await _story.CreateAsync(grant: ApiKeyStory.Limited);
        var made = _story.Changes;
        await _story.RevokeAsync(key);

        Assert.Equal([.. made, .. _story.Changes], await FollowAsync());
        Assert.Equal(_story.Changes, await LoadAsync());
    }

    [Fact]
    public async Task PollAndLoad_OfAKeyAmongOtherChanges_BringAll()
    {
        var registry = new RegistryStory(Writer);
        var account = await registry.PutAsync(RegistryStory.Account());
        await _story.CreateAsync();
        var sender = await registry.PutAsync(RegistryStory.Sender());

        Assert.Equal(
            [new RosterChange(Account: account), .. _story.Changes, new RosterChange(Sender: sender)], await FollowAsync());
        Assert.Equal(
            [.. _story.Changes, new RosterChange(Account: account), new RosterChange(Sender: sender)], await LoadAsync());
    }

    [Fact]
    public Task Load_AfterAnySteps_IsWhatPollsHaveBrought() => Steps.SampleAsync(
        async steps =>
        {
            foreach (var (step, grant, name) in steps)
            {
                if (step < 6 || _story.All.Count == 0)
                {
                    await _story.CreateAsync(_story.All.Count, grant, name);
                }
                else
                {
                    await _story.RevokeAsync(_story.All[step * _story.All.Count / 10]);
                }

                await FollowAsync(page: 2);
            }

            await FollowAsync();
            Assert.Equal(_story.Changes, await LoadAsync());
            Assert.Equal(
                _story.Changes.ToDictionary(change => change.ApiKey!.Key.Id, change => change.ApiKey!), _followed);
        },
        iter: 4,
        threads: 1);

    private async Task<List<RosterChange>> FollowAsync(int page = 100)
    {
        var poll = await Database.Roster.PollAsync("own", _position, page, default);
        var changes = poll.Entries.Select(entry => entry.Change!.Value).ToList();
        _position = poll.Entries.Count > 0 ? poll.Entries[^1].Position : _position;
        foreach (var key in changes.Select(change => change.ApiKey).OfType<RosterApiKey>())
        {
            _followed[key.Key.Id] = key;
        }

        return changes;
    }

    private async Task<List<RosterChange>> LoadAsync()
    {
        var changes = new List<RosterChange>();
        await Database.Roster.LoadAsync(changes.Add, default);
        return changes;
    }
}
