using System.CommandLine;

namespace Compliance.Policies.Cli.Commands;

/// <summary>What several commands take, described once.</summary>
internal static class Arguments
{
    public static Argument<string> Folder(string name = "packs") => new(name) { Description = "规则包所在的目录，例如 policies/packs" };

    public static Option<bool> Json() => new("--json") { Description = "以 JSON 输出，供其他程序读取" };
}
