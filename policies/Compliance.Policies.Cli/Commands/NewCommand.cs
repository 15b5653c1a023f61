using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Compliance.Policies.Cli.Output;
using Compliance.Policies.Drafts;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cli.Commands;

internal static class NewCommand
{
    public static Command Create(Screen screen, TimeProvider clock) =>
        new("new", "起草：新规则包、新规则（先以 shadow 观察）和它的两个案例") { Pack(screen), Rule(screen, clock) };

    private static Command Pack(Screen screen)
    {
        var folder = Arguments.Folder();
        var name = new Argument<string>("name") { Description = "规则包名称：小写字母、数字和连字符" };
        name.Validators.Add(IsName);
        var command = new Command("pack", "建一个规则包的目录和 pack.yaml") { folder, name };
        command.SetAction(parsed =>
        {
            var pack = parsed.GetRequiredValue(name);
            return Write(screen, Path.Combine(parsed.GetRequiredValue(folder), pack, "pack.yaml"), RuleDraft.Pack(pack));
        });
        return command;
    }

    private static Command Rule(Screen screen, TimeProvider clock)
    {
        var folder = Arguments.Folder();
        var pack = new Argument<string>("pack") { Description = "写进哪个规则包" };
        var id = new Argument<string>("rule") { Description = "规则编号" };
        id.Validators.Add(IsName);
        var kind = new Option<string>("--kind") { Description = "规则种类", Required = true };
        kind.AcceptOnlyFromAmong([.. RuleKinds.All.Keys.Order(StringComparer.Ordinal)]);
        var command = new Command("rule", "在规则包里起草一条规则和它的两个案例") { folder, pack, id, kind };
        command.SetAction(parsed =>
        {
            var target = Path.Combine(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(pack));
            if (!File.Exists(Path.Combine(target, "pack.yaml")))
            {
                screen.Error.WriteLine($"没有规则包“{target}”。先运行 policyctl new pack。");
                return ExitCodes.WrongUsage;
            }
            var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
            var name = parsed.GetRequiredValue(id);
            var rule = Write(
                screen,
                Path.Combine(target, "rules", $"{name}.yaml"),
                RuleDraft.Rule(name, parsed.GetRequiredValue(kind), today)
            );
            return rule == ExitCodes.Well ? Write(screen, Path.Combine(target, "cases", $"{name}.yaml"), RuleDraft.Cases(name)) : rule;
        });
        return command;
    }

    private static int Write(Screen screen, string path, string text)
    {
        if (File.Exists(path))
        {
            screen.Error.WriteLine($"已经有“{path}”。");
            return ExitCodes.WrongUsage;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        screen.Line(path);
        return ExitCodes.Well;
    }

    private static void IsName(ArgumentResult result)
    {
        var name = result.GetValueOrDefault<string>() ?? "";
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            result.AddError($"“{name}”不能用作名称：只用小写字母、数字和连字符。");
    }
}
