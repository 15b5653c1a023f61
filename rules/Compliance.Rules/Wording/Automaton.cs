namespace Compliance.Rules.Wording;

/// <summary>
/// Aho-Corasick over 16-bit symbols as a double array: one record a state, found at its parent's base plus the symbol's class. States of depth one, where ordinary text
/// spends its time, are left unless their symbol and the next may begin a pattern: most symbols touch small tables only. Immutable after <see cref="AutomatonBuilder.Build"/>.
/// </summary>
internal sealed class Automaton
{
    /// <summary>Length of the bitmap of <see cref="PairOf"/>.</summary>
    internal const int PairWords = 1 << 13;

    private const int HasOutput = 1 << 30;
    private readonly ushort[] _classes;

    /// <summary>Per class: the child of the root, with <see cref="HasOutput"/>; 0 = none. And that child's base.</summary>
    private readonly (int State, int Base)[] _root;

    /// <summary>Bit for each two classes with which a pattern may begin; others may share it.</summary>
    private readonly ulong[] _pairs;
    private readonly State[] _states;
    private readonly (int Pattern, int Next)[] _outputs;

    internal Automaton(ushort[] classes, int[] root, ulong[] pairs, State[] states, (int Pattern, int Next)[] outputs, int stateCount)
    {
        _classes = classes;
        _root = [.. root.Select(state => (state != 0 && states[state].Output != 0 ? state | HasOutput : state, states[state].Base))];
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
    public void Find(ReadOnlySpan<char> symbols, ushort[]? classOf, int ignored, List<(int Output, int Last)> found)
    {
        classOf ??= _classes;
        var (root, pairs, states) = (_root, _pairs, _states);
        int state = 0, shallow = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            var symbolClass = classOf[symbols[i]] & ~ignored;
            if (symbolClass == 0)
            {
                (state, shallow) = (0, 0);
                continue;
            }
            if (shallow != 0)
            {
                // At depth one: no state is touched unless the two symbols may begin a pattern.
                var next = MayBegin(pairs, shallow, symbolClass) ? root[shallow].Base + symbolClass : 0;
                if (next == 0 || states[next].Check != state)
                {
                    state = 0;
                }
                else
                {
                    (state, shallow) = (next, 0);
                    if (states[next].Output != 0)
                        found.Add((states[next].Output, i));
                    continue;
                }
                shallow = 0;
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
            state = root[symbolClass].State;
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
    }

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
