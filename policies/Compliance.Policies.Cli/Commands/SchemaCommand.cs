using System.CommandLine;
using Compliance.Policies.Cli.Output;
using Compliance.Policies.Schemas;

namespace Compliance.Policies.Cli.Commands;

internal static class SchemaCommand
{
    public static Command Create(Screen screen)
    {
        var folder = Arguments.Folder("folder");
        folder.Description = "写到哪个目录，例如 policies/schema";
        var command = new Command("schema", "写出规则文件的 JSON Schema，供编辑器提示和检查") { folder };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), screen));
        return command;
    }

    private static int Run(string folder, Screen screen)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in SchemaFiles.All())
        {
            File.WriteAllText(Path.Combine(folder, name), content);
            screen.Line(name);
        }
        return ExitCodes.Well;
    }
}
