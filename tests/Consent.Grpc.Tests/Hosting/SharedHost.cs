using Consent.V1;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>One service for all tests that leave it as it is; each test has customers of its own.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    private int _customers;
    private AuthorityHost? _host;

    public AuthorityHost Host => _host!;

    public ConsentAuthority.ConsentAuthorityClient Client => Host.Client;

    public ConsentRegistry.ConsentRegistryClient Registry => Host.Registry;

    public ConsentReviews.ConsentReviewsClient Reviews => Host.Reviews;

    internal LedgerTable Ledger => Host.Ledger;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>A pair that no other test has.</summary>
    internal Pair NewPair(string sender = "+15550001111") =>
        new(Client, sender, $"+1555{2_220_000 + Interlocked.Increment(ref _customers)}");
}

[CollectionDefinition(Name)]
public sealed class OneHost : ICollectionFixture<SharedHost>
{
    public const string Name = "One host";
}
