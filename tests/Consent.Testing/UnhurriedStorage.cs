using Consent.Storage.Postgres;
using Consent.Storage.Replicas;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Testing;

public static class UnhurriedStorage
{
    /// <summary>Lets writes wait for their turn as long as it takes. To be called before the storage is added.</summary>
    public static IServiceCollection AddUnhurriedWriters(this IServiceCollection services)
    {
        // By a clock that stands still.
        var time = new FakeTimeProvider();
        services.AddSingleton(provider => new SqliteGroupCommit(
            provider.GetRequiredService<SqliteDataSource>(), time, provider.GetService<IOwnRoster>()));
        services.AddSingleton(provider => new PostgresGroupCommit(
            provider.GetRequiredService<PostgresDatabase>(), time, provider.GetService<IOwnRoster>()));
        return services;
    }
}
