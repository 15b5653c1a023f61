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

    private readonly TextWriter _output;
    private readonly IAnsiConsole _console;
    private readonly IAnsiConsole _lines;
    private readonly bool _terminal;

    public Screen(TextWriter output, TextWriter error, bool terminal)
    {
        this._output = output;
        Error = error;
        this._terminal = terminal;
        _console = Console(output, terminal);
        // Lines are left to the terminal to wrap: a place such as file:line:column stays in one piece.
        _lines = Console(output, terminal);
        _lines.Profile.Width = 100_000;
    }

    public TextWriter Error { get; }

    public void Line(string text = "") => _output.WriteLine(text);

    /// <param name="style">A Spectre style such as <c>red</c>; only a terminal shows it.</param>
    public void Line(string text, string style)
    {
        if (_terminal)
            _lines.MarkupLineInterpolated($"[{style}]{text}[/]");
        else
            _output.WriteLine(text);
    }

    public void Json<T>(T value) => _output.WriteLine(JsonSerializer.Serialize(value, JsonForm));

    /// <summary>Does the work once for each item; a terminal sees a bar, or a spinner where nobody knows how many there are.</summary>
    public void Progress<T>(string title, IEnumerable<T> items, Action<T> work)
    {
        if (!_terminal)
        {
            foreach (var item in items)
                work(item);
            return;
        }
        _console
            .Progress()
            .AutoClear(true)
            .Start(progress =>
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

    private static IAnsiConsole Console(TextWriter output, bool terminal) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(output),
                Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
}
