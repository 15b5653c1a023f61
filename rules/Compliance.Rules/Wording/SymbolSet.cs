using System.Runtime.CompilerServices;

namespace Compliance.Rules.Wording;

/// <summary>Symbols by their low byte: what is not in here is not among those added; what is may be another one.</summary>
internal sealed class SymbolSet
{
    private Words _bits;

    public void Add(char symbol) => _bits[symbol >> 6 & 3] |= 1UL << symbol;

    public void Add(SymbolSet other)
    {
        for (var i = 0; i < 4; i++)
            _bits[i] |= other._bits[i];
    }

    public bool MayHave(char symbol) => (_bits[symbol >> 6 & 3] >> symbol & 1) != 0;

    /// <summary>Beside the set itself in memory: it is asked at every find of an anchor.</summary>
    [InlineArray(4)]
    private struct Words
    {
        private ulong _first;
    }
}
