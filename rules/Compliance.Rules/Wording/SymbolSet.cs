using System.Runtime.CompilerServices;

namespace Compliance.Rules.Wording;

/// <summary>Symbols by their low byte: what is not in here is not among those added; what is may be another one.</summary>
[InlineArray(4)]
internal struct SymbolSet
{
    private ulong _first;

    public void Add(char symbol) => this[symbol >> 6 & 3] |= 1UL << symbol;

    public void Add(SymbolSet other)
    {
        for (var i = 0; i < 4; i++)
            this[i] |= other[i];
    }

    public readonly bool MayHave(char symbol) => (this[symbol >> 6 & 3] >> symbol & 1) != 0;
}
