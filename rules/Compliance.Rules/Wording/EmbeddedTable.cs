using System.Text;

namespace Compliance.Rules.Wording;

/// <summary>A table of Wording/Tables, which the assembly carries as it stands in its file: UTF-8, one row a line, <c>#</c> begins a comment.</summary>
internal sealed class EmbeddedTable
{
    private EmbeddedTable(string name)
    {
        using var stream =
            typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name}.txt is not part of the assembly.");
        Bytes = new byte[stream.Length];
        stream.ReadExactly(Bytes);
    }

    /// <summary>Code point (hex), TAB, its compatibility form without marks in lower case; - = nothing.</summary>
    public static EmbeddedTable CompatibilityForms { get; } = new("compatibility-forms");

    /// <summary>Code point (hex), TAB, the characters as which it is read though Unicode does not say so.</summary>
    public static EmbeddedTable Lookalikes { get; } = new("lookalikes");

    /// <summary>Traditional character, TAB, its simplified forms.</summary>
    public static EmbeddedTable TraditionalForms { get; } = new("traditional-forms");

    /// <summary>Toneless syllable, space, the characters that are read so.</summary>
    public static EmbeddedTable Readings { get; } = new("readings");

    /// <summary>Character, and its parts side by side, by spaces.</summary>
    public static EmbeddedTable SplitForms { get; } = new("split-forms");

    /// <summary>How many bits the words of the row cost, and the words, by spaces.</summary>
    public static EmbeddedTable EverydayWords { get; } = new("everyday-words");

    public byte[] Bytes { get; }

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Rows, without comments.</summary>
    public IEnumerable<string> Rows => Text.Split('\n').Where(line => line.Length > 0 && line[0] != '#');
}
