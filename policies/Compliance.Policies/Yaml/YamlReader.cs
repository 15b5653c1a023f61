using System.Collections.Immutable;
using Compliance.Policies.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Compliance.Policies.Yaml;

/// <summary>
/// Reads one file from the parser's events: no anchors, aliases, tags, directives or second document, at most 32 levels.
/// YamlStream would overflow the stack on deep nesting and take the process with it; the deserializer stops at the first
/// unknown key and reads <c>010</c> as 8.
/// </summary>
internal sealed class YamlReader
{
    public const int MaxDepth = 32;

    private readonly string _file;
    private readonly Parser _parser;
    private readonly Diagnostics _diagnostics;
    private Mark _last = Mark.Empty;

    private YamlReader(string file, string text, Diagnostics diagnostics)
    {
        this._file = file;
        this._diagnostics = diagnostics;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Null when there is nothing to go on with; why stands in the diagnostics.</summary>
    public static Node? Read(PolicyFile file, Diagnostics diagnostics)
    {
        if (FileText.Decode(file, diagnostics) is not { } text)
            return null;
        var reader = new YamlReader(file.Path, text, diagnostics);
        try
        {
            return reader.Document();
        }
        catch (TooDeepException error)
        {
            diagnostics.Error(
                file.Path,
                error.Line,
                error.Column,
                "too-deep",
                $"嵌套超过 {MaxDepth} 层。",
                "减少嵌套；规则文件一般不超过 5 层。"
            );
            return null;
        }
        catch (YamlException error)
        {
            var fault = SyntaxFault.Of(text, error, reader._last);
            diagnostics.Error(file.Path, fault.Line, fault.Column, "syntax", fault.What, fault.Mend);
            return null;
        }
    }

    private Node? Document()
    {
        Consume();
        if (Consume() is not DocumentStart start)
        {
            _diagnostics.Error(_file, 1, 1, "empty-file", "文件是空的。", "写入内容，或者删除这个文件。");
            return null;
        }
        if (start.Version is not null || start.Tags is { } tags && tags.Any(tag => !tag.Start.Equals(tag.End)))
            Refuse(start, "directive", "不允许使用 % 指令。", "删除以 % 开头的行。");
        var root = Read(Consume(), 1);
        Consume();
        if (Consume() is DocumentStart second)
            Refuse(second, "second-document", "一个文件只能有一个文档。", "删除分隔行 ---，或者拆成两个文件。");
        if (root is ScalarNode { IsEmpty: true })
        {
            _diagnostics.Error(_file, root.Line, root.Column, "empty-file", "文件没有内容。", "写入内容，或者删除这个文件。");
            return null;
        }
        return root;
    }

    private ParsingEvent Consume()
    {
        try
        {
            if (!_parser.MoveNext())
                throw new YamlException(_last, _last, "The text ends too early.");
        }
        catch (Exception error) when (error is not YamlException)
        {
            // The scanner breaks (InvalidOperationException and the like) on some unbalanced brackets instead of refusing them.
            throw new YamlException(_last, _last, "Unbalanced flow text.", error);
        }
        _last = _parser.Current!.End;
        return _parser.Current;
    }

    private Node? Read(ParsingEvent current, int depth)
    {
        if (depth > MaxDepth)
            throw new TooDeepException((int)current.Start.Line, (int)current.Start.Column);
        if (current is AnchorAlias alias)
            Refuse(alias, "alias", $"不允许使用别名 *{alias.Value.Value}。", "把内容完整写出来；以 * 开头的文字要加引号。");
        if (current is NodeEvent node)
            RefuseProperties(node);
        return current switch
        {
            Scalar scalar => new ScalarNode(LineOf(scalar), ColumnOf(scalar), scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart start => List(start, depth),
            MappingStart start => Map(start, depth),
            _ => null,
        };
    }

    private ListNode List(SequenceStart start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        for (var next = Consume(); next is not SequenceEnd; next = Consume())
            if (Read(next, depth + 1) is { } item)
                items.Add(item);
        return new ListNode(LineOf(start), ColumnOf(start), items.ToImmutable());
    }

    private MapNode Map(MappingStart start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<ScalarNode, Node>>();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var next = Consume(); next is not MappingEnd; next = Consume())
        {
            var key = Read(next, depth + 1);
            var value = Read(Consume(), depth + 1);
            if (key is not ScalarNode name)
            {
                if (key is not null)
                    _diagnostics.Error(_file, key.Line, key.Column, "key-not-text", "键必须是一个词。", "写成“键: 值”。");
                continue;
            }
            if (!keys.TryAdd(name.Value, name.Line))
                _diagnostics.Error(
                    _file,
                    name.Line,
                    name.Column,
                    "duplicate-key",
                    $"键“{name.Value}”写了两次（第一次在第 {keys[name.Value]} 行）。",
                    "只留一个。"
                );
            else if (value is not null)
                entries.Add(new(name, value));
        }
        return new MapNode(LineOf(start), ColumnOf(start), entries.ToImmutable());
    }

    private void RefuseProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            Refuse(node, "anchor", $"不允许使用锚点 &{node.Anchor.Value}。", "把内容完整写出来。");
        if (!node.Tag.IsEmpty)
            Refuse(node, "tag", $"不允许使用标签 {node.Tag}。", "删除以 ! 开头的部分。");
    }

    private void Refuse(ParsingEvent at, string code, string what, string mend) =>
        _diagnostics.Error(_file, LineOf(at), ColumnOf(at), code, what, mend);

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;

    private static int ColumnOf(ParsingEvent at) => (int)at.Start.Column;

    private sealed class TooDeepException(int line, int column) : Exception
    {
        public int Line { get; } = line;

        public int Column { get; } = column;
    }
}
