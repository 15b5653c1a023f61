using Compliance.Rules.Wording;

namespace Compliance.Rules.Masking;

/// <summary>
/// A text as an eye reads it: what cannot be seen is gone, digits of every style are ASCII, letters are lower-case and simplified, punctuation is
/// half-width. Each character knows its place in the original. The buffers are kept for the next text of the same thread.
/// </summary>
internal sealed class SeenText
{
    /// <summary>For what has no character of its own here, such as an emoji.</summary>
    private const char Unknown = '□';
    private const string Numerals = "零〇一幺壹二贰三叁四肆五伍六陆七柒八捌九玖";
    private const string NumeralValues = "001112233445566778899";

    private const byte Numeral = 1;
    private const byte BeginsSign = 2;

    /// <summary>By character: whether it is a numeral, or begins a sign.</summary>
    private static readonly byte[] Notes = Noted();

    /// <summary>From this many numerals on, one after another, they spell a number and are no words.</summary>
    private const int Spelled = 3;

    /// <summary>A run of real digits this long is a number of its own: 唯一13800138000.</summary>
    private const int OwnNumber = 7;

    private char[] _characters = new char[512];
    private int[] _starts = new int[512];
    private int[] _signs = new int[64];
    private int _count;
    private int _signCount;
    private bool _numerals;

    public ReadOnlySpan<char> Span => _characters.AsSpan(0, _count);

    /// <summary>Where one of <see cref="Masking.Signs"/> may begin.</summary>
    public ReadOnlySpan<int> Signs => _signs.AsSpan(0, _signCount);

    public void Read(ReadOnlySpan<char> text)
    {
        (_count, _signCount, _numerals) = (0, 0, false);
        Reserve(text.Length);
        var units = FoldingTable.Units;
        var notes = Notes;
        var (characters, starts) = (_characters, _starts);
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = units[text[i]];
            if (unit >= FoldingTable.FirstEnd)
            {
                _count = count;
                i = Uncommon(text, i, unit);
                (characters, starts, count) = (_characters, _starts, _count);
                continue;
            }
            characters[count] = (char)unit;
            starts[count] = i;
            if (notes[(char)unit] != 0)
                Note((char)unit, count);
            count++;
        }
        _count = count;
        if (_numerals)
            Spell();
    }

    /// <summary>The stretch of the original that a stretch of the seen text stands for: up to the last character's own marks, as of a keycap.</summary>
    public (int Start, int End) Original(ReadOnlySpan<char> text, int start, int end)
    {
        var (from, to) = (_starts[start], _starts[end - 1] + 1);
        if (to < text.Length && char.IsSurrogatePair(text[to - 1], text[to]))
            to++;
        while (to < text.Length && text[to] is '\uFE0F' or '\u20E3')
            to++;
        return (from, to);
    }

    /// <summary>What is no letter or digit, or not one unit to one.</summary>
    /// <returns>The last unit read.</returns>
    private int Uncommon(ReadOnlySpan<char> text, int at, uint unit)
    {
        if (unit < FoldingTable.FirstOfSeveral)
        {
            if (FoldingTable.ShapeOf(unit) != Shape.Invisible)
                Add(Narrow((char)unit), at);
            return at;
        }
        var pair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        if (!FoldingTable.Several.TryGetValue(pair ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at], out var folded))
            Add(Unknown, at);
        else
            foreach (var c in folded)
                Add(c, at);
        // However many a character becomes, the rest of the text has room.
        Reserve(_count + text.Length - at);
        return pair ? at + 1 : at;
    }

    private void Add(char c, int start)
    {
        Reserve(_count + 1);
        if (Notes[c] != 0)
            Note(c, _count);
        _characters[_count] = c;
        _starts[_count++] = start;
    }

    private void Note(char c, int at)
    {
        if (Notes[c] == Numeral)
        {
            _numerals = true;
            return;
        }
        if (_signCount == _signs.Length)
            Array.Resize(ref _signs, _signCount * 2);
        _signs[_signCount++] = at;
    }

    private void Reserve(int size)
    {
        if (_characters.Length >= size)
            return;
        Array.Resize(ref _characters, Math.Max(size, _characters.Length * 2));
        Array.Resize(ref _starts, _characters.Length);
    }

    /// <summary>一三八零零…, 壹叁捌 and 1三8零: where numerals spell a number, they are its digits.</summary>
    private void Spell()
    {
        var characters = _characters.AsSpan(0, _count);
        for (var i = 0; i < characters.Length; )
        {
            if (DigitOf(characters[i]) < 0)
            {
                i++;
                continue;
            }
            var start = i;
            while (start > 0 && char.IsAsciiDigit(characters[start - 1]))
                start--;
            int together = 0,
                most = 0,
                real = i - start,
                longest = real,
                all = real;
            for (; i < characters.Length; i++)
                if (DigitOf(characters[i]) >= 0)
                    (together, most, real, all) = (together + 1, Math.Max(most, together + 1), 0, all + 1);
                else if (char.IsAsciiDigit(characters[i]))
                    (longest, together, all) = (Math.Max(longest, ++real), 0, all + 1);
                else if (JoinsAt(characters, i))
                    (together, real) = (0, 0);
                else
                    break;
            if (longest < OwnNumber && (most >= Spelled || all >= OwnNumber))
                foreach (ref var c in characters[start..i])
                    c = DigitOf(c) is >= 0 and var digit ? (char)('0' + digit) : c;
        }
    }

    /// <summary>One or two separators before the next digit: 一 三 八 …</summary>
    private static bool JoinsAt(ReadOnlySpan<char> characters, int at)
    {
        var next = at + 1 < characters.Length && Token.IsTight(characters[at + 1]) ? at + 2 : at + 1;
        return Token.IsTight(characters[at])
            && next < characters.Length
            && (DigitOf(characters[next]) >= 0 || char.IsAsciiDigit(characters[next]));
    }

    /// <summary>Punctuation and blanks as ASCII writes them: the folding leaves them alone.</summary>
    private static char Narrow(char c) =>
        c switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
            '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' => '-',
            '\n' or '\r' or '\u2028' or '\u2029' => '\n',
            _ when char.IsWhiteSpace(c) => ' ',
            _ => c,
        };

    private static int DigitOf(char c) => Notes[c] == Numeral ? NumeralValues[Numerals.IndexOf(c)] - '0' : -1;

    private static byte[] Noted()
    {
        var notes = new byte[0x10000];
        for (var c = 0; c < notes.Length; c++)
            notes[c] =
                Masking.Signs.Index.Has((char)c) ? BeginsSign
                : Numerals.Contains((char)c) ? Numeral
                : (byte)0;
        return notes;
    }
}
