using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>The way to the ledger's entries, which counts how often it is taken.</summary>
internal sealed class CountedReads
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Intercept(IServiceCollection services) => services.AddSingleton(provider => new ConsentDatabase(
        StorageProvider.Sqlite, new CountedSource(this, provider.GetRequiredService<SqliteDataSource>())));

    private sealed class CountedSource(CountedReads reads, SqliteDataSource inner) : DbDataSource
    {
        public override string ConnectionString => inner.ConnectionString;

        protected override DbConnection CreateDbConnection() => inner.CreateConnection();

        // The table's other readers do not read it whole.
        protected override DbCommand CreateDbCommand(string? commandText = null)
        {
            if (commandText!.Contains("evidence", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref reads._count);
            }

            return base.CreateDbCommand(commandText);
        }
    }
}
