using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Compliance.Policies.Cli.Output;

/// <summary>Where everything is written: for a person with colours and progress, for a pipe plain, for a program as JSON.</summary>
internal sealed class Screen
{
    private static readonly JsonSerializerOptions JsonForm = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        WriteIndented = true,
    };

    private readonly TextWriter output;
    private readonly IAnsiConsole console;
    private readonly IAnsiConsole lines;
    private readonly bool terminal;

    public Screen(TextWriter output, TextWriter error, bool terminal)
    {
        this.output = output;
        Error = error;
        this.terminal = terminal;
        console = Console(output, terminal);
        // Lines are left to the terminal to wrap: a place such as file:line:column stays in one piece.
        lines = Console(output, terminal);
        lines.Profile.Width = 100_000;
    }

    public TextWriter Error { get; }

    public void Line(string text = "") => output.WriteLine(text);

    /// <param name="style">A Spectre style such as <c>red</c>; only a terminal shows it.</param>
    public void Line(string text, string style)
    {
        if (terminal)
            lines.MarkupLineInterpolated($"[{style}]{text}[/]");
        else
            output.WriteLine(text);
    }

    public void Json<T>(T value) => output.WriteLine(JsonSerializer.Serialize(value, JsonForm));

    /// <summary>Does the work once for each item; a terminal sees a bar, or a spinner where nobody knows how many there are.</summary>
    public void Progress<T>(string title, IEnumerable<T> items, Action<T> work)
    {
        if (!terminal)
        {
            foreach (var item in items)
                work(item);
            return;
        }
        console.Progress().AutoClear(true).Start(progress =>
        {
            var known = items.TryGetNonEnumeratedCount(out var count);
            var task = progress.AddTask(title, maxValue: known ? Math.Max(1, count) : double.MaxValue);
            task.IsIndeterminate = !known;
            foreach (var item in items)
            {
                work(item);
                task.Increment(1);
            }
        });
    }

    private static IAnsiConsole Console(TextWriter output, bool terminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(output),
        Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
    });
}
