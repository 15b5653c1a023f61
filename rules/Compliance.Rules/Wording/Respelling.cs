namespace Compliance.Rules.Wording;

/// <summary>
/// High-risk terms by their sound: pinyin, homophones, digits, split characters. A second automaton, over syllables; each find is then compared with the term character
/// by character, so that words which merely sound alike stay free.
/// </summary>
internal sealed class Respelling
{
    private readonly Automaton _automaton;
    private readonly Pattern[] _patterns;
    private readonly SplitCharacters _splits;
    private readonly HashSet<(char Character, char Written)> _homophones = [];

    /// <param name="patterns">Of high-risk entries, of Chinese characters only, two or more.</param>
    public Respelling(Pattern[] patterns, IEnumerable<Homophones> homophones)
    {
        _patterns = patterns;
        _splits = new SplitCharacters(patterns.SelectMany(pattern => pattern.Text).ToHashSet());
        foreach (var row in homophones)
            foreach (var written in row.Written)
                _homophones.Add((row.Character, written));
        var builder = new AutomatonBuilder();
        for (var i = 0; i < patterns.Length; i++)
            builder.Add(patterns[i].Text.Select(c => Syllables.OfCharacter[c]).ToArray(), i);
        _automaton = builder.Build();
    }

    public int StateCount => _automaton.StateCount;

    /// <summary>Chinese characters only, two or more; what else the phrase has may be missing.</summary>
    public static bool CanBeRespelled(Pattern pattern) =>
        pattern.Text.Length >= 2 && pattern.Text.All(c => Syllables.OfCharacter[c] != 0)
        && pattern.Phrase.Pieces.Index().All(piece => piece.Index == pattern.Phrase.Anchor || piece.Item is { Kind: PieceKind.Literal, Texts: [.., ""] });

    public void Find(ReadOnlySpan<char> text, FoldedText folded, SpelledText spelled, List<Candidate> found)
    {
        spelled.Read(folded, _splits);
        var state = 0;
        for (var i = 0; i < spelled.Count; i++)
        {
            state = spelled.Syllable[i] == 0 ? 0 : _automaton.Next(state, spelled.Syllable[i]);
            for (var output = _automaton.OutputsOf(state); output != 0;)
            {
                (var number, output) = _automaton.Output(output);
                var pattern = _patterns[number];
                var from = i - pattern.Text.Length + 1;
                if (!IsRespelled(pattern.Text, text, folded, spelled, from))
                    continue;
                var candidate = new Candidate(pattern, spelled.First[from], spelled.Last[i], Evasion.Respelled);
                if (GapRules.IsOneTerm(text, folded, candidate, out _))
                    found.Add(candidate);
            }
        }
    }

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
                default:
                    marked++;
                    break;
            }
        }
        if (exact == term.Length || latin > 0 && !IsChineseSpelling(term.Length, latin, text, folded, spelled, from))
            return false;
        // One unknown homophone may stand in a long term whose other characters are there; a short term needs a listed one.
        return unlisted == 0
            ? term.Length > 2 ? exact + latin + marked > 0 : listed < 2
            : unlisted * 4 <= term.Length && listed == 0 && exact >= term.Length - unlisted - 1;
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
