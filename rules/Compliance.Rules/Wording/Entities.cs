using System.Collections.Frozen;
using System.Globalization;

namespace Compliance.Rules.Wording;

/// <summary>A text with its HTML entities (<c>&amp;#26368;</c>, <c>&amp;nbsp;</c>) decoded, and where each of its characters comes from. Most texts hold none and are never copied.</summary>
internal sealed class Entities
{
    private const int LongestEntity = 10;

    private static readonly FrozenDictionary<string, char> Named = new Dictionary<string, char>
    {
        ["nbsp"] = '\u00A0',
        ["ensp"] = '\u2002',
        ["emsp"] = '\u2003',
        ["thinsp"] = '\u2009',
        ["zwnj"] = '\u200C',
        ["zwj"] = '\u200D',
        ["lrm"] = '\u200E',
        ["rlm"] = '\u200F',
        ["shy"] = '\u00AD',
        ["amp"] = '&',
        ["lt"] = '<',
        ["gt"] = '>',
        ["quot"] = '"',
        ["apos"] = '\'',
        ["middot"] = '·',
        ["bull"] = '•',
        ["hellip"] = '…',
        ["mdash"] = '—',
        ["ndash"] = '–',
        ["ldquo"] = '“',
        ["rdquo"] = '”',
        ["lsquo"] = '‘',
        ["rsquo"] = '’',
        ["sdot"] = '⋅',
        ["times"] = '×',
        ["yen"] = '¥',
    }.ToFrozenDictionary();
    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Names = Named.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    private char[] _text = [];

    /// <summary>Per character of the decoded text, and behind the last one, where it starts in the original.</summary>
    private int[] _starts = [];
    private int _count;

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _count);

    public static bool MayHold(ReadOnlySpan<char> text) => text.Contains('&');

    /// <returns>False when the text holds no entity; then there is nothing to read here.</returns>
    public bool Decode(ReadOnlySpan<char> text)
    {
        if (_text.Length < text.Length)
        {
            _text = new char[text.Length];
            _starts = new int[text.Length + 1];
        }
        _count = 0;
        Span<char> decoded = stackalloc char[2];
        for (var i = 0; i < text.Length; )
        {
            decoded[0] = text[i];
            var (width, units) = text[i] == '&' && Read(text[i..], decoded) is { Width: > 0 } entity ? entity : (1, 1);
            for (var unit = 0; unit < units; unit++)
            {
                _starts[_count] = i;
                _text[_count++] = decoded[unit];
            }
            i += width;
        }
        _starts[_count] = text.Length;
        return _count < text.Length;
    }

    /// <summary>The hit where it stands in the original.</summary>
    public WordHit Placed(in WordHit hit)
    {
        var length = _starts[hit.End] - _starts[hit.Start];
        return hit with
        {
            Start = _starts[hit.Start],
            Length = length,
            Evasion = length > hit.Length && hit.Evasion == Evasion.None ? Evasion.Form : hit.Evasion,
        };
    }

    /// <returns>How wide the entity is at the start of the text, and of how many units its character; a width of 0 when there is none.</returns>
    private static (int Width, int Units) Read(ReadOnlySpan<char> text, Span<char> decoded)
    {
        var length = text[..Math.Min(text.Length, LongestEntity + 2)].IndexOf(';') - 1;
        if (length < 1)
            return (0, 0);
        var name = text.Slice(1, length);
        if (name[0] == '#')
        {
            var code = 0;
            var isNumber =
                name.Length > 2 && name[1] is 'x' or 'X'
                    ? int.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code)
                    : int.TryParse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture, out code);
            return isNumber && System.Text.Rune.TryCreate(code, out var rune) ? (length + 2, rune.EncodeToUtf16(decoded)) : (0, 0);
        }
        return Names.TryGetValue(name, out decoded[0]) ? (length + 2, 1) : (0, 0);
    }
}
