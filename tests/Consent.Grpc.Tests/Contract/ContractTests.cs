using System.Text.RegularExpressions;
using Consent.V1;

namespace Consent.Grpc.Tests.Contract;

/// <summary>The wire contract changes only where a review sees it.</summary>
public sealed partial class ContractTests
{
    [Fact]
    public void Descriptors_AsBuilt_AreAsApproved()
    {
        var received = ContractListing.Of(
            ConsentAccessReflection.Descriptor,
            ConsentAuthorityReflection.Descriptor,
            ConsentLedgerReflection.Descriptor,
            ConsentRegistryReflection.Descriptor,
            ConsentReviewsReflection.Descriptor,
            ResourcesReflection.Descriptor);
        // To approve a change: copy this file over tests/Consent.Grpc.Tests/Contract/approved.txt.
        var receivedPath = Path.Combine(AppContext.BaseDirectory, "Contract", "received.txt");
        File.WriteAllLines(receivedPath, received);

        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Contract", "approved.txt")), received);
    }

    [Fact]
    public void Protos_WhereTheSharedContractIsAtHand_HoldAllOfIt()
    {
        var root = Repository.Root;
        var shared = Path.Combine(root, "..", "shared", "contract");
        if (!Directory.Exists(shared))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(shared, "*.proto", SearchOption.AllDirectories))
        {
            var ours = new Queue<string>(Declarations(Path.Combine(root, "protos", Path.GetRelativePath(shared, path))));

            // In its order, with what has been added in between.
            Assert.All(Declarations(path), line =>
            {
                while (ours.TryDequeue(out var next) && next != line)
                {
                }

                Assert.True(ours.Count > 0 || line == "}", $"Not in {Path.GetFileName(path)}, or not in its place: {line}");
            });
        }
    }

    // Names and numbers; options of a field may be added.
    private static IEnumerable<string> Declarations(string path) =>
        File.ReadLines(path)
            .Select(line => FieldOptions().Replace(line.Trim(), ";"))
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));

    [GeneratedRegex(@"\s*\[.*\];$")]
    private static partial Regex FieldOptions();
}
