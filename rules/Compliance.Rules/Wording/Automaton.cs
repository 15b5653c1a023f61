using System.Runtime.CompilerServices;

namespace Compliance.Rules.Wording;

/// <summary>
/// Aho-Corasick over 16-bit symbols as a double array: one record a state, found at its parent's base plus the symbol's class. Immutable after
/// <see cref="AutomatonBuilder.Build"/>.
/// </summary>
internal sealed class Automaton
{
    private readonly ushort[] _classes;
    private readonly int[] _root;
    private readonly State[] _states;
    private readonly (int Pattern, int Next)[] _outputs;

    internal Automaton(ushort[] classes, int[] root, State[] states, (int Pattern, int Next)[] outputs, int stateCount)
    {
        _classes = classes;
        _root = root;
        _states = states;
        _outputs = outputs;
        StateCount = stateCount;
    }

    public int StateCount { get; }

    public long Bytes => _states.LongLength * 16 + _root.LongLength * 4 + 131072;

    /// <summary>State after <paramref name="symbol"/>; 0 is the root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int state, char symbol)
    {
        var symbolClass = _classes[symbol];
        if (symbolClass == 0)
            return 0;
        while (state != 0)
        {
            ref var here = ref _states[state];
            var to = here.Base + symbolClass;
            if (_states[to].Check == state)
                return to;
            state = here.Fail;
        }
        return _root[symbolClass];
    }

    /// <summary>First output of the state, or 0; see <see cref="Output"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int OutputsOf(int state) => _states[state].Output;

    /// <summary>Pattern that ends here, and the next output of the same state, or 0.</summary>
    public (int Pattern, int Next) Output(int output) => _outputs[output];

    internal struct State
    {
        public int Base;
        public int Check;
        public int Fail;
        public int Output;
    }
}
