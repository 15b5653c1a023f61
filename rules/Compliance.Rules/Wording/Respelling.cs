namespace Compliance.Rules.Wording;

/// <summary>
/// High-risk terms by their sound: pinyin, homophones, digits, split characters. A second trie, over syllables; each find is then compared with the term character
/// by character, so that words which merely sound alike stay free.
/// </summary>
internal sealed class Respelling
{
    /// <summary>Of so many characters at most one may be an unknown homophone.</summary>
    private const int FewestKnown = 4;
    private readonly WordTrie _syllables;

    /// <summary>The same, each character read as its syllable; lookalikes that are listed as written for a character have that one's.</summary>
    private readonly WordTrie _characters;

    private readonly Pattern[] _patterns;
    private readonly NumberedWords _numbered;
    private readonly SplitCharacters _splits;

    /// <summary>By <see cref="Pair"/>.</summary>
    private readonly HashSet<int> _homophones = [];

    private readonly Initials _initials;

    private readonly char[] _syllableOf = [.. Syllables.OfCharacter];
    private readonly int _longest;

    /// <param name="patterns">Of high-risk entries, of Chinese characters only, two or more.</param>
    public Respelling(Pattern[] patterns, IEnumerable<Homophones> homophones, IEnumerable<string> scopes)
    {
        var characters = new HashSet<char>();
        foreach (var pattern in patterns)
            characters.UnionWith(pattern.Text);
        _splits = new SplitCharacters(characters);
        _longest = patterns.Max(pattern => pattern.Text.Length);
        foreach (var row in homophones)
        {
            foreach (var written in row.Written)
            {
                _homophones.Add(Pair(row.Character, written));
                if (written >= 0x80 && !characters.Contains(written) && characters.Contains(row.Character))
                    _syllableOf[written] = Syllables.OfCharacter[row.Character];
            }
        }
        _patterns = patterns;
        (_syllables, _numbered) = WordTrieBuilder.Build(Array.ConvertAll(patterns, pattern => Read(pattern.Text, Syllables.OfCharacter)));
        _characters = _syllables.Reading(_syllableOf);
        _initials = new Initials(patterns, scopes);
    }

    public int NodeCount => _syllables.NodeCount + _initials.NodeCount;

    /// <summary>Chinese characters only, two or more; what else the phrase has may be missing.</summary>
    public static bool CanBeRespelled(Pattern pattern)
    {
        foreach (var character in pattern.Text)
            if (Syllables.OfCharacter[character] == 0)
                return false;
        foreach (var piece in pattern.Phrase.Pieces)
            if (
                !ReferenceEquals(piece, pattern.Phrase.Pieces[pattern.Phrase.Anchor])
                && piece is not { Kind: PieceKind.Literal, Texts: [.., ""] }
            )
                return false;
        return pattern.Text.Length >= 2;
    }

    public void Find(ReadOnlySpan<char> text, FoldedText folded, Scratch scratch)
    {
        var symbols = folded.Symbols.AsSpan(0, folded.Count);
        scratch.Sounds.Clear();
        _characters.Find(symbols, scratch.Sounds);
        foreach (var (word, first, last) in scratch.Sounds)
        foreach (var number in _numbered.Of(word))
            if (
                _patterns[number] is var pattern
                && IsHomophone(pattern.Text, symbols[first..(last + 1)])
                && !EverydayWords.Explain(folded, first, pattern.Text)
            )
                Report(new Candidate(pattern, first, last, Evasion.Respelled), text, scratch);
        FindSpecials(symbols, scratch.Specials);
        if (scratch.Specials.Count == 0)
            return;
        _initials.Find(text, folded, scratch);
        var spelled = scratch.Spelled;
        spelled.Read(folded, scratch.Specials, _longest, _syllableOf, _splits);
        scratch.Sounds.Clear();
        _syllables.Find(spelled.Syllable.AsSpan(0, spelled.Count), scratch.Sounds);
        foreach (var (word, first, last) in scratch.Sounds)
        foreach (var number in _numbered.Of(word))
            if (_patterns[number] is var pattern && IsRespelled(pattern.Text, text, folded, spelled, first))
                Report(new Candidate(pattern, spelled.First[first], spelled.Last[last], Evasion.Respelled), text, scratch);
    }

    /// <summary>The text, each character as the symbol for which it stands in another alphabet.</summary>
    public static string Read(string text, char[] alphabet) =>
        string.Create(
            text.Length,
            (text, alphabet),
            static (read, from) =>
            {
                for (var i = 0; i < read.Length; i++)
                    read[i] = from.alphabet[from.text[i]];
            }
        );

    private static void Report(Candidate candidate, ReadOnlySpan<char> text, Scratch scratch)
    {
        if (GapRules.IsOneTerm(text, scratch.Folded, candidate, out _))
            scratch.Terms.Add(candidate);
    }

    /// <summary>Where Latin letters, a single digit or a split character begin.</summary>
    private void FindSpecials(ReadOnlySpan<char> symbols, List<int> specials)
    {
        specials.Clear();
        var ascii = NextAscii(symbols, 0);
        for (var i = 0; i < symbols.Length; i++)
        {
            var split = _splits.NextFrom(symbols, i);
            for (; ascii < split; ascii = NextAscii(symbols, ascii + 1))
                if (char.IsAsciiLetterLower(symbols[ascii]) || !IsDigit(symbols, ascii - 1) && !IsDigit(symbols, ascii + 1))
                    specials.Add(ascii);
            if (split < symbols.Length)
                specials.Add(split);
            i = split;
        }
    }

    /// <returns>The next letter or digit; the end of the symbols when there is none.</returns>
    private static int NextAscii(ReadOnlySpan<char> symbols, int from)
    {
        if (from < symbols.Length && symbols[from] is >= '0' and <= 'z')
            return from;
        var distance = symbols[from..].IndexOfAnyInRange('0', 'z');
        return distance < 0 ? symbols.Length : from + distance;
    }

    private static bool IsDigit(ReadOnlySpan<char> symbols, int at) => (uint)at < (uint)symbols.Length && char.IsAsciiDigit(symbols[at]);

    private static int Pair(char character, char written) => character << 16 | written;

    /// <summary>Where each syllable is one Chinese character.</summary>
    private bool IsHomophone(string term, ReadOnlySpan<char> symbols)
    {
        int exact = 0,
            listed = 0;
        for (var i = 0; i < term.Length; i++)
        {
            if (symbols[i] == term[i])
                exact++;
            else if (_homophones.Contains(Pair(term[i], symbols[i])))
                listed++;
            else if ((i + 1 - exact - listed) * FewestKnown > term.Length)
                return false;
        }
        return exact < term.Length && IsLikely(term.Length, exact, listed, term.Length - exact - listed, marked: 0);
    }

    /// <summary>One unknown homophone may stand in a long term whose other characters are there; a short term needs a listed one.</summary>
    private static bool IsLikely(int length, int exact, int listed, int unlisted, int marked) =>
        unlisted == 0
            ? length > 2
                ? exact + marked > 0
                : listed < 2
            : unlisted * FewestKnown <= length && listed == 0 && exact >= length - unlisted - 1;

    private bool IsRespelled(string term, ReadOnlySpan<char> text, FoldedText folded, SpelledText spelled, int from)
    {
        int exact = 0,
            latin = 0,
            marked = 0,
            listed = 0,
            unlisted = 0;
        for (var i = 0; i < term.Length; i++)
        {
            var symbol = folded.Symbols[spelled.First[from + i]];
            switch (spelled.Spelling[from + i])
            {
                case Spelling.Character when symbol == term[i]:
                    exact++;
                    break;
                case Spelling.Character when _homophones.Contains(Pair(term[i], symbol)):
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
                case Spelling.Split
                    when _splits.WidthAt(folded.Symbols.AsSpan(0, folded.Count), spelled.First[from + i], out var whole) > 0
                        && whole != term[i]:
                    if (!_homophones.Contains(Pair(term[i], whole)))
                        return false;
                    listed++;
                    break;
                default:
                    marked++;
                    break;
            }
        }
        if (
            latin + marked == 0
            || latin > 0
                && (
                    !IsChineseSpelling(term.Length, latin, text, folded, spelled, from)
                    || EndsInsideAWord(folded, spelled, from, from + term.Length - 1)
                )
            || latin == 0 && EverydayWords.Explain(folded, spelled.First[from], spelled.Last[from + term.Length - 1], null)
        )
            return false;
        return IsLikely(term.Length, exact, listed, unlisted, latin + marked);
    }

    /// <summary>A character at an end of the find belongs to a word that goes on (Ji品|牌): the letters are a name.</summary>
    private static bool EndsInsideAWord(FoldedText folded, SpelledText spelled, int from, int to) =>
        spelled.Spelling[from] == Spelling.Character && EverydayWords.CutThrough(folded, spelled.First[from])
        || spelled.Spelling[to] == Spelling.Character && EverydayWords.CutThrough(folded, spelled.Last[to] + 1);

    /// <summary>Latin letters that stand for Chinese: beside Chinese characters, not part of an address, and not the end of another word.</summary>
    private static bool IsChineseSpelling(int length, int latin, ReadOnlySpan<char> text, FoldedText folded, SpelledText spelled, int from)
    {
        var first = folded.Starts[spelled.First[from]];
        var lastSymbol = spelled.Last[from + length - 1];
        var after = folded.Starts[lastSymbol] + 1;
        if (
            first > 0 && text[first - 1] is '.' or '/' or '@' or '_'
            || after < text.Length - 1 && text[after] is '.' or '/' or '@' or '_' && char.IsAsciiLetterOrDigit(text[after + 1])
        )
            return false;
        var before = spelled.First[from] - 1;
        var chineseBefore = before >= 0 && folded.Symbols[before] > 0x80;
        var chineseAfter = lastSymbol + 1 < folded.Count && folded.Symbols[lastSymbol + 1] > 0x80;
        if (latin == length && !chineseBefore && !chineseAfter)
            return false;
        if (length > 2)
            return true;
        var cutBefore =
            spelled.Spelling[from] == Spelling.Latin
            && from > 0
            && spelled.Spelling[from - 1] == Spelling.Latin
            && folded.Starts[spelled.First[from]] == folded.Starts[before] + 1;
        var next = from + length;
        var cutAfter =
            spelled.Spelling[next - 1] == Spelling.Latin
            && next < spelled.Count
            && spelled.Spelling[next] == Spelling.Latin
            && folded.Starts[lastSymbol + 1] == after;
        return !cutBefore && !cutAfter;
    }
}
