using System.CommandLine;
using Compliance.Policies.Cases.Written;
using Compliance.Policies.Cli.Output;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;

namespace Compliance.Policies.Cli.Commands;

internal static class CheckCommand
{
    public static Command Create(Screen screen, TimeProvider clock)
    {
        var folder = Arguments.Folder();
        var json = Arguments.Json();
        var command = new Command("check", "检查规则文件：每一处错误和疑点，带文件、行、列和改法") { folder, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(json), screen, clock));
        return command;
    }

    private static int Run(string folder, bool json, Screen screen, TimeProvider clock)
    {
        var loaded = PolicyFolder.Load(folder, clock);
        var diagnostics = loaded.Diagnostics.AddRange(CaseFiles.Read(loaded).Diagnostics);
        var well = diagnostics.All(diagnostic => diagnostic.Severity == DiagnosticSeverity.Note);
        if (json)
        {
            screen.Json(
                new
                {
                    ok = well,
                    loaded.Manifest.Revision,
                    loaded.Manifest.Packs,
                    diagnostics,
                }
            );
            return well ? ExitCodes.Well : ExitCodes.Diagnosed;
        }
        DiagnosticOutput.Write(screen, diagnostics);
        var rules = loaded.Manifest.Packs.Sum(pack => pack.Rules);
        if (well)
            screen.Line(
                $"没有问题：{loaded.Manifest.Packs.Length} 个规则包，{rules} 条规则，版本 {loaded.Manifest.Revision[..12]}。",
                "green"
            );
        else
            screen.Line(
                $"{diagnostics.Length} 处问题；{(loaded.Set is null ? "这套规则不能上线。" : "这套规则可以上线，请处理以上疑点。")}",
                "yellow"
            );
        return well ? ExitCodes.Well : ExitCodes.Diagnosed;
    }
}
