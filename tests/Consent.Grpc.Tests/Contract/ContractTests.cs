using Consent.V1;

namespace Consent.Grpc.Tests.Contract;

/// <summary>The wire contract changes only where a review sees it.</summary>
public sealed class ContractTests
{
    [Fact]
    public void Descriptors_AsBuilt_AreAsApproved()
    {
        var received = ContractListing.Of(
            ConsentAuthorityReflection.Descriptor,
            ConsentLedgerReflection.Descriptor,
            ConsentRegistryReflection.Descriptor,
            ResourcesReflection.Descriptor);
        // To approve a change: copy this file over tests/Consent.Grpc.Tests/Contract/approved.txt.
        var receivedPath = Path.Combine(AppContext.BaseDirectory, "Contract", "received.txt");
        File.WriteAllLines(receivedPath, received);

        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Contract", "approved.txt")), received);
    }

    [Fact]
    public void Protos_WhereTheSharedContractIsAtHand_AreItsCopy()
    {
        var root = RepositoryRoot();
        var shared = Path.Combine(root, "..", "shared", "contract");
        if (!Directory.Exists(shared))
        {
            return;
        }

        Assert.Equal(Files(shared), Files(Path.Combine(root, "protos")));
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*.proto", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllText),
        StringComparer.Ordinal);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Consent.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
