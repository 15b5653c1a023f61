namespace Compliance.Rules.Wording;

/// <summary>
/// High-risk terms by their sound: pinyin, homophones, digits, split characters. A second automaton, over syllables; each find is then compared with the term character
/// by character, so that words which merely sound alike stay free.
/// </summary>
internal sealed class Respelling
{
    private const int MayBegin = 1 << 15;
    private const int MayContinue = 1 << 14;
    private const int Flags = MayBegin | MayContinue;
    private readonly Automaton _automaton;
    private readonly Pattern[] _patterns;
    private readonly SplitCharacters _splits;
    private readonly HashSet<(char Character, char Written)> _homophones = [];

    /// <summary>Syllable of each character; lookalikes that are listed as written for a character have that one's.</summary>
    private readonly char[] _syllables = [.. Syllables.OfCharacter];

    /// <summary>Class of a character's syllable in the automaton, and whether a split character may begin or go on with it.</summary>
    private readonly ushort[] _classOfCharacter = new ushort[0x10000];
    private readonly int _longest;

    /// <param name="patterns">Of high-risk entries, of Chinese characters only, two or more.</param>
    public Respelling(Pattern[] patterns, IEnumerable<Homophones> homophones)
    {
        _patterns = patterns;
        var characters = patterns.SelectMany(pattern => pattern.Text).ToHashSet();
        _splits = new SplitCharacters(characters);
        _longest = patterns.Max(pattern => pattern.Text.Length);
        foreach (var row in homophones)
        {
            foreach (var written in row.Written)
            {
                _homophones.Add((row.Character, written));
                if (!characters.Contains(written) && characters.Contains(row.Character))
                    _syllables[written] = Syllables.OfCharacter[row.Character];
            }
        }
        var builder = new AutomatonBuilder();
        for (var i = 0; i < patterns.Length; i++)
            builder.Add(patterns[i].Text.Select(c => Syllables.OfCharacter[c]).ToArray(), i);
        _automaton = builder.Build();
        for (var c = 0x80; c < _classOfCharacter.Length; c++)
            _classOfCharacter[c] = (ushort)((_syllables[c] == 0 ? 0 : _automaton.ClassOf(_syllables[c]))
                | (_splits.MayBegin((char)c) ? MayBegin : 0) | (_splits.MayContinue((char)c) ? MayContinue : 0));
    }

    public int StateCount => _automaton.StateCount;

    /// <summary>Chinese characters only, two or more; what else the phrase has may be missing.</summary>
    public static bool CanBeRespelled(Pattern pattern) =>
        pattern.Text.Length >= 2 && pattern.Text.All(c => Syllables.OfCharacter[c] != 0)
        && pattern.Phrase.Pieces.Index().All(piece => piece.Index == pattern.Phrase.Anchor || piece.Item is { Kind: PieceKind.Literal, Texts: [.., ""] });

    public void Find(ReadOnlySpan<char> text, FoldedText folded, Scratch scratch)
    {
        var symbols = folded.Symbols.AsSpan(0, folded.Count);
        _automaton.Find(symbols, _classOfCharacter, Flags, scratch.Sounds);
        foreach (var (outputs, at) in scratch.Sounds)
        {
            for (var output = outputs; output != 0;)
            {
                (var number, output) = _automaton.Output(output);
                var pattern = _patterns[number];
                var from = at - pattern.Text.Length + 1;
                if (IsHomophone(pattern.Text, symbols.Slice(from, pattern.Text.Length)))
                    Report(new Candidate(pattern, from, at, Evasion.Respelled), text, scratch);
            }
        }
        FindSpecials(symbols, scratch.Specials);
        if (scratch.Specials.Count == 0)
            return;
        var spelled = scratch.Spelled;
        spelled.Read(folded, scratch.Specials, _longest, _syllables, _splits);
        scratch.Sounds.Clear();
        _automaton.Find(spelled.Syllable.AsSpan(0, spelled.Count), null, 0, scratch.Sounds);
        foreach (var (outputs, at) in scratch.Sounds)
        {
            for (var output = outputs; output != 0;)
            {
                (var number, output) = _automaton.Output(output);
                var pattern = _patterns[number];
                var from = at - pattern.Text.Length + 1;
                if (IsRespelled(pattern.Text, text, folded, spelled, from))
                    Report(new Candidate(pattern, spelled.First[from], spelled.Last[at], Evasion.Respelled), text, scratch);
            }
        }
    }

    private static void Report(Candidate candidate, ReadOnlySpan<char> text, Scratch scratch)
    {
        if (GapRules.IsOneTerm(text, scratch.Folded, candidate, out _))
            scratch.Terms.Add(candidate);
    }

    /// <summary>Where Latin letters, a single digit or a split character begin.</summary>
    private void FindSpecials(ReadOnlySpan<char> symbols, List<int> specials)
    {
        var before = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            var symbol = symbols[i];
            int here = _classOfCharacter[symbol];
            if (symbol < 0x80)
            {
                if (char.IsAsciiLetterLower(symbol) || char.IsAsciiDigit(symbol) && !IsDigit(symbols, i - 1) && !IsDigit(symbols, i + 1))
                    specials.Add(i);
            }
            else if ((before & MayBegin) != 0 && (here & MayContinue) != 0 && _splits.WidthAt(symbols, i - 1, out _) > 0)
            {
                specials.Add(i - 1);
            }
            before = here;
        }
    }

    private static bool IsDigit(ReadOnlySpan<char> symbols, int at) => (uint)at < (uint)symbols.Length && char.IsAsciiDigit(symbols[at]);

    /// <summary>Where each syllable is one Chinese character.</summary>
    private bool IsHomophone(string term, ReadOnlySpan<char> symbols)
    {
        int exact = 0, listed = 0;
        for (var i = 0; i < term.Length; i++)
        {
            if (symbols[i] == term[i])
                exact++;
            else if (_homophones.Contains((term[i], symbols[i])))
                listed++;
        }
        return exact < term.Length && IsLikely(term.Length, exact, listed, term.Length - exact - listed, marked: 0);
    }

    /// <summary>One unknown homophone may stand in a long term whose other characters are there; a short term needs a listed one.</summary>
    private static bool IsLikely(int length, int exact, int listed, int unlisted, int marked) =>
        unlisted == 0
            ? length > 2 ? exact + marked > 0 : listed < 2
            : unlisted * 4 <= length && listed == 0 && exact >= length - unlisted - 1;

    private bool IsRespelled(string term, ReadOnlySpan<char> text, FoldedText folded, SpelledText spelled, int from)
    {
        int exact = 0, latin = 0, marked = 0, listed = 0, unlisted = 0;
        for (var i = 0; i < term.Length; i++)
        {
            var symbol = folded.Symbols[spelled.First[from + i]];
            switch (spelled.Spelling[from + i])
            {
                case Spelling.Character when symbol == term[i]:
                    exact++;
                    break;
                case Spelling.Character when _homophones.Contains((term[i], symbol)):
                    listed++;
                    break;
                case Spelling.Character:
                    unlisted++;
                    break;
                case Spelling.Latin:
                    latin++;
                    break;
                case Spelling.Digit when !Phrase.IsNumber(term[i]):
                    return false;
                case Spelling.Split when _splits.WidthAt(folded.Symbols.AsSpan(0, folded.Count), spelled.First[from + i], out var whole) > 0 && whole != term[i]:
                    if (!_homophones.Contains((term[i], whole)))
                        return false;
                    listed++;
                    break;
                default:
                    marked++;
                    break;
            }
        }
        if (latin + marked == 0 || latin > 0 && !IsChineseSpelling(term.Length, latin, text, folded, spelled, from))
            return false;
        return IsLikely(term.Length, exact, listed, unlisted, latin + marked);
    }

    /// <summary>Latin letters that stand for Chinese: beside Chinese characters, not part of an address, and not the end of another word.</summary>
    private static bool IsChineseSpelling(int length, int latin, ReadOnlySpan<char> text, FoldedText folded, SpelledText spelled, int from)
    {
        var first = folded.Starts[spelled.First[from]];
        var lastSymbol = spelled.Last[from + length - 1];
        var after = folded.Starts[lastSymbol] + 1;
        if (first > 0 && text[first - 1] is '.' or '/' or '@' or '_' || after < text.Length - 1 && text[after] is '.' or '/' or '@' or '_' && char.IsAsciiLetterOrDigit(text[after + 1]))
            return false;
        var before = spelled.First[from] - 1;
        var chineseBefore = before >= 0 && folded.Symbols[before] > 0x80;
        var chineseAfter = lastSymbol + 1 < folded.Count && folded.Symbols[lastSymbol + 1] > 0x80;
        if (latin == length)
            return chineseBefore || chineseAfter;
        if (length > 2)
            return true;
        var cutBefore = spelled.Spelling[from] == Spelling.Latin && from > 0 && spelled.Spelling[from - 1] == Spelling.Latin && folded.Starts[spelled.First[from]] == folded.Starts[before] + 1;
        var next = from + length;
        var cutAfter = spelled.Spelling[next - 1] == Spelling.Latin && next < spelled.Count && spelled.Spelling[next] == Spelling.Latin && folded.Starts[lastSymbol + 1] == after;
        return !cutBefore && !cutAfter;
    }
}
