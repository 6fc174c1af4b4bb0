using Npgsql;

namespace Consent.Peers.Postgres;

internal static class PostgresSource
{
    private const int Statements = 20;

    /// <summary>Connections that prepare what they run again; whatever the connection string says itself stays.</summary>
    public static NpgsqlDataSource Create(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        Default("Max Auto Prepare", () => settings.MaxAutoPrepare = Statements);
        Default("Auto Prepare Min Usages", () => settings.AutoPrepareMinUsages = 2);
        return NpgsqlDataSource.Create(settings);

        void Default(string name, Action set)
        {
            if (!settings.ShouldSerialize(name))
                set();
        }
    }
}
