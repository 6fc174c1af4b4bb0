using Consent.Grains.Tests.Clusters;
using Consent.Grains.Tests.Registry;

namespace Consent.Grains.Tests.Records;

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

[Collection(OnSqlite.Name)]
public sealed class SqliteReviewTests(SqliteCluster cluster) : ReviewTests(cluster);

[Collection(OnSqlite.Name)]
public sealed class SqliteAccountGrainTests(SqliteCluster cluster) : AccountGrainTests(cluster);

[Collection(OnSqlite.Name)]
public sealed class SqliteSenderGrainTests(SqliteCluster cluster) : SenderGrainTests(cluster);

[Collection(OnSqlite.Name)]
public sealed class SqliteRegistryFailureTests(SqliteCluster cluster) : RegistryFailureTests(cluster);

[Collection(OnSqlite.Name)]
public sealed class SqliteRegistryMessageTests(SqliteCluster cluster) : RegistryMessageTests(cluster);
