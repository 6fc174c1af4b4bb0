namespace Consent.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Gets its root folder.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>A path in it, from its root.</summary>
    public static string Combine(params string[] path) => Path.Combine([Root, .. path]);

    private static string Find(DirectoryInfo folder) => folder.GetFiles("Consent.sln*").Length > 0
        ? folder.FullName
        : Find(folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository."));
}
