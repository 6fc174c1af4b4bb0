namespace Consent.Silo.Tests.Readme;

internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Readme { get; } = File.ReadAllText(Path.Combine(Root, "README.md"));

    private static string Find(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Consent.sln"))
        ? folder.FullName
        : Find(folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository."));
}
