namespace Compliance.Rules.Wording;

/// <summary>
/// Aho-Corasick over 16-bit symbols as a double array: one record a state, found at its parent's base plus the symbol's class. States of depth one, where ordinary text
/// spends its time, are left unless their symbol and the next may begin a pattern: most symbols touch small tables only. Immutable after <see cref="AutomatonBuilder.Build"/>.
/// </summary>
internal sealed class Automaton
{
    private const int HasOutput = 1 << 30;
    private readonly ushort[] _classes;

    /// <summary>Per class: the child of the root, with <see cref="HasOutput"/>; 0 = none.</summary>
    private readonly int[] _root;

    /// <summary>Bit for each two classes with which a pattern may begin; others may share it.</summary>
    private readonly ulong[] _pairs;
    private readonly State[] _states;
    private readonly (int Pattern, int Next)[] _outputs;

    internal Automaton(ushort[] classes, int[] root, ulong[] pairs, State[] states, (int Pattern, int Next)[] outputs, int stateCount)
    {
        _classes = classes;
        _root = [.. root.Select(state => state != 0 && states[state].Output != 0 ? state | HasOutput : state)];
        _pairs = pairs;
        _states = states;
        _outputs = outputs;
        StateCount = stateCount;
    }

    public int StateCount { get; }

    /// <summary>Class of a symbol; 0 when no pattern has it.</summary>
    public ushort ClassOf(char symbol) => _classes[symbol];

    /// <summary>Reports each place where patterns end: their outputs and the index of the last symbol.</summary>
    /// <param name="classOf">Class per symbol; the bits of <paramref name="ignored"/> are left out.</param>
    /// <returns>All bits of the classes seen.</returns>
    public int Find(ReadOnlySpan<char> symbols, ushort[]? classOf, int ignored, List<(int Output, int Last)> found)
    {
        classOf ??= _classes;
        var (root, pairs, states) = (_root, _pairs, _states);
        int state = 0, shallow = 0, seen = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            int symbolClass = classOf[symbols[i]];
            seen |= symbolClass;
            symbolClass &= ~ignored;
            if (shallow != 0 && !MayBegin(pairs, shallow, symbolClass))
                state = 0;
            shallow = 0;
            if (symbolClass == 0)
            {
                state = 0;
                continue;
            }
            while (state != 0)
            {
                ref var here = ref states[state];
                ref var there = ref states[here.Base + symbolClass];
                if (there.Check == state)
                {
                    state = here.Base + symbolClass;
                    if (there.Output != 0)
                        found.Add((there.Output, i));
                    goto next;
                }
                state = here.Fail;
            }
            state = root[symbolClass];
            if (state != 0)
            {
                shallow = symbolClass;
                if ((state & HasOutput) != 0)
                {
                    state &= ~HasOutput;
                    found.Add((states[state].Output, i));
                }
            }
        next:;
        }
        return seen;
    }

    internal const int PairWords = 1 << 12;

    internal static int PairOf(int one, int other) => one * 509 + other & (PairWords * 64 - 1);

    private static bool MayBegin(ulong[] pairs, int one, int other)
    {
        var pair = PairOf(one, other);
        return (pairs[pair >> 6] >> pair & 1) != 0;
    }

    /// <summary>Pattern that ends here, and the next output of the same place, or 0.</summary>
    public (int Pattern, int Next) Output(int output) => _outputs[output];

    internal struct State
    {
        public int Base;
        public int Check;
        public int Fail;
        public int Output;
    }
}
