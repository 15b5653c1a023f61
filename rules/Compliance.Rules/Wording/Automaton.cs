namespace Compliance.Rules.Wording;

/// <summary>
/// Aho-Corasick over 16-bit symbols as a double array: one record a state, found at its parent's base plus the symbol's class. It is entered only where
/// <see cref="Openings"/> lets a word begin, and left as soon as it is back at its root. Immutable.
/// </summary>
internal sealed class Automaton
{
    private const int Block = 256;
    private readonly ushort[] _classes;

    /// <summary>Per symbol, for <see cref="_openings"/>.</summary>
    private readonly uint[] _codes;
    private readonly Openings _openings;

    /// <summary>Per class the child of the root; 0 = none.</summary>
    private readonly int[] _root;
    private readonly State[] _states;
    private readonly int[] _shorter;

    /// <param name="classes">Per symbol; 0 when no word has it.</param>
    /// <param name="codes">Per class.</param>
    internal Automaton(ushort[] classes, uint[] codes, int[] root, State[] states, Openings openings, int[] shorter, int stateCount)
    {
        _classes = classes;
        _codes = Array.ConvertAll(classes, symbolClass => codes[symbolClass]);
        _openings = openings;
        _root = root;
        _states = states;
        _shorter = shorter;
        StateCount = stateCount;
    }

    private Automaton(Automaton other, ReadOnlySpan<char> meanings)
    {
        (_classes, _codes) = (new ushort[0x10000], new uint[0x10000]);
        for (var symbol = 0; symbol < meanings.Length; symbol++)
            (_classes[symbol], _codes[symbol]) = (other._classes[meanings[symbol]], other._codes[meanings[symbol]]);
        (_openings, _root, _states, _shorter, StateCount) = (other._openings, other._root, other._states, other._shorter, other.StateCount);
    }

    public int StateCount { get; }

    /// <summary>The same words, found in a text of other symbols.</summary>
    /// <param name="meanings">Per symbol of the text the words' symbol for which it stands.</param>
    public Automaton Reading(ReadOnlySpan<char> meanings) => new(this, meanings);

    /// <summary>The longest word that is a proper end of this one; 0 = none.</summary>
    public int Shorter(int word) => _shorter[word];

    /// <summary>Reports each place where words end: the longest of them and the index of its last symbol.</summary>
    public void Find(ReadOnlySpan<char> symbols, List<(int Word, int Last)> found)
    {
        Span<int> places = stackalloc int[Math.Min(Block, symbols.Length)];
        var read = 0;
        for (var from = 0; from < symbols.Length; from += Block)
            foreach (var place in places[.._openings.Collect(symbols, _codes, from, places)])
                if (place >= read)
                    read = Walk(symbols, place, found);
    }

    /// <returns>The first symbol with which the automaton, at its root again, may go on.</returns>
    private int Walk(ReadOnlySpan<char> symbols, int at, List<(int Word, int Last)> found)
    {
        var (classes, states) = (_classes, _states);
        var state = _root[classes[symbols[at]]];
        while (state != 0)
        {
            ref var here = ref states[state];
            if (here.Word != 0)
                found.Add((here.Word, at));
            if (++at == symbols.Length)
                break;
            state = Next(states, state, classes[symbols[at]]);
        }
        return at;
    }

    /// <summary>The state behind the symbol; 0 when nothing before the symbol helps.</summary>
    private static int Next(State[] states, int state, int symbolClass)
    {
        while (state != 0)
        {
            ref var here = ref states[state];
            if (states[here.Base + symbolClass].Check == state)
                return here.Base + symbolClass;
            state = here.Fail;
        }
        return 0;
    }

    internal struct State
    {
        public int Base;
        public int Check;
        public int Fail;

        /// <summary>The longest word that ends here; 0 = none.</summary>
        public int Word;
    }
}
