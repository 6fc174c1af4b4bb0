using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;

namespace Consent.Storage.Database;

/// <summary>Brings a schema up to date by numbered scripts, each in a transaction of its own.</summary>
internal static class SchemaUpgrade
{
    /// <param name="database">The database, as DbUp reaches it.</param>
    /// <param name="scriptPrefix">What the names of its scripts begin with, in this assembly.</param>
    /// <exception cref="StorageRefusedException">The database is a newer version's, or a script failed.</exception>
    public static void Run(UpgradeEngineBuilder database, string scriptPrefix)
    {
        var upgrader = database
            .WithScriptsEmbeddedInAssembly(
                typeof(SchemaUpgrade).Assembly, name => name.StartsWith(scriptPrefix, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build();
        RefuseNewer(upgrader);
        var result = upgrader.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StorageRefusedException(
                $"The schema could not be upgraded: script {result.ErrorScript?.Name} failed. {result.Error.Message}", result.Error);
        }
    }

    private static void RefuseNewer(UpgradeEngine upgrader)
    {
        var known = upgrader.GetDiscoveredScripts().Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        if (upgrader.GetExecutedScripts().FirstOrDefault(script => !known.Contains(script)) is { } unknown)
        {
            throw new StorageRefusedException(
                $"A newer version has upgraded this database (script {unknown}). Run that version or a later one.");
        }
    }
}
