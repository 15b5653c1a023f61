using System.Xml.Linq;
using Compliance.TestKit;

namespace Compliance.Tests.House;

/// <summary>Who may know whom: the rooms are layers, and the compiler alone does not keep them apart.</summary>
public sealed class RoomsTests
{
    [Theory]
    [InlineData("rules/Compliance.Rules")]
    [InlineData("audit/Compliance.Audit")]
    [InlineData("policies/Compliance.Policies", "Compliance.Rules")]
    [InlineData("rules/Compliance.Rules.Rete", "Compliance.Rules")]
    [InlineData("policies/Compliance.Policies.Cli", "Compliance.Policies", "Compliance.Rules.Rete")]
    [InlineData("audit/Compliance.Audit.Cli", "Compliance.Audit")]
    [InlineData("gateway/Compliance.Gateway", "Compliance.Audit", "Compliance.Policies", "Compliance.Rules", "Compliance.Rules.Rete")]
    public void A_project_knows_only_the_rooms_below_it(string folder, params string[] known)
    {
        var references = Items(folder, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        Assert.Empty(references.Except(known));
    }

    [Fact]
    public void Rules_bring_no_package_and_no_framework()
    {
        Assert.Empty(Items("rules/Compliance.Rules", "PackageReference"));
        Assert.Empty(Items("rules/Compliance.Rules", "FrameworkReference"));
    }

    [Fact]
    public void Policies_and_audit_know_nothing_of_the_web()
    {
        foreach (
            var folder in (string[])
                ["policies/Compliance.Policies", "policies/Compliance.Policies.Cli", "audit/Compliance.Audit", "audit/Compliance.Audit.Cli"]
        )
            Assert.Empty(Items(folder, "FrameworkReference"));
    }

    private static IEnumerable<string> Items(string folder, string item)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, folder, Path.GetFileName(folder) + ".csproj"));
        return project.Descendants(item).Select(element => (string)element.Attribute("Include")!);
    }
}
