using System.Text;
using System.Text.Json;
using Compliance.Policies.Cases;

namespace Compliance.Policies.Cli.Commands;

/// <summary>Cases as <c>GET /api/evidence</c> hands them out: one JSON document a line.</summary>
internal static class CaseInput
{
    public const string StandardInput = "-";

    /// <summary>Lines with their number; empty lines are left out.</summary>
    public static IEnumerable<(int Number, string Line)> Lines(string path)
    {
        using var reader = path == StandardInput ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(path);
        for (var number = 1; reader.ReadLine() is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line))
                yield return (number, line);
    }

    /// <summary>Null when the line is no case.</summary>
    public static CaseV1? Parse(string line)
    {
        try
        {
            return CaseV1.FromJson(Encoding.UTF8.GetBytes(line));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
