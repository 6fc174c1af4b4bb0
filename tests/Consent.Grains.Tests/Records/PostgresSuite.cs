using Consent.Grains.Tests.Clusters;
using Consent.Grains.Tests.Registry;

namespace Consent.Grains.Tests.Records;

[CollectionDefinition(Name)]
public sealed class OnPostgres : ICollectionFixture<PostgresCluster>
{
    public const string Name = "PostgreSQL";
}

[Collection(OnPostgres.Name)]
public sealed class PostgresConsentGrainTests(PostgresCluster cluster) : ConsentGrainTests(cluster);

[Collection(OnPostgres.Name)]
public sealed class PostgresFailureTests(PostgresCluster cluster) : FailureTests(cluster);

[Collection(OnPostgres.Name)]
public sealed class PostgresMessageTests(PostgresCluster cluster) : MessageTests(cluster);

[Collection(OnPostgres.Name)]
public sealed class PostgresRepetitionTests(PostgresCluster cluster) : RepetitionTests(cluster);

[Collection(OnPostgres.Name)]
public sealed class PostgresReplyTests(PostgresCluster cluster) : ReplyTests(cluster);

[Collection(OnPostgres.Name)]
public sealed class PostgresReviewTests(PostgresCluster cluster) : ReviewTests(cluster);

[Collection(OnPostgres.Name)]
public sealed class PostgresAccountGrainTests(PostgresCluster cluster) : AccountGrainTests(cluster);

[Collection(OnPostgres.Name)]
public sealed class PostgresSenderGrainTests(PostgresCluster cluster) : SenderGrainTests(cluster);

[Collection(OnPostgres.Name)]
public sealed class PostgresRegistryFailureTests(PostgresCluster cluster) : RegistryFailureTests(cluster);

[Collection(OnPostgres.Name)]
public sealed class PostgresRegistryMessageTests(PostgresCluster cluster) : RegistryMessageTests(cluster);
