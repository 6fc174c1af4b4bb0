using Consent.Grains.Tests.Clusters;

namespace Consent.Grains.Tests.Consents;

[CollectionDefinition(Name)]
public sealed class OnSqlite : ICollectionFixture<SqliteCluster>
{
    public const string Name = "The embedded database";
}

[Collection(OnSqlite.Name)]
public sealed class SqliteConsentGrainTests(SqliteCluster cluster) : ConsentGrainTests(cluster);

[Collection(OnSqlite.Name)]
public sealed class SqliteFailureTests(SqliteCluster cluster) : FailureTests(cluster);

[Collection(OnSqlite.Name)]
public sealed class SqliteMessageTests(SqliteCluster cluster) : MessageTests(cluster);

[Collection(OnSqlite.Name)]
public sealed class SqliteRepetitionTests(SqliteCluster cluster) : RepetitionTests(cluster);

[Collection(OnSqlite.Name)]
public sealed class SqliteReplyTests(SqliteCluster cluster) : ReplyTests(cluster);
