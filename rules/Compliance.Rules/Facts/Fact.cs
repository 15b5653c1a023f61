using System.Diagnostics.CodeAnalysis;

namespace Compliance.Rules.Facts;

public enum FactState
{
    /// <summary>The store could not be asked. The default, so that a forgotten fact refuses.</summary>
    Unavailable,

    /// <summary>The store answered that it has none; the kind of rule says what that means.</summary>
    Nothing,
    Known,
}

/// <summary>A fact that is known, known to be absent, or unavailable.</summary>
public readonly record struct Fact<T>
{
    public FactState State { get; init; }

    public T? Value { get; init; }

    public bool IsKnown([NotNullWhen(true)] out T? value)
    {
        value = Value;
        return State == FactState.Known;
    }
}

public static class Fact
{
    public static Fact<T> Known<T>(T value) => new() { State = FactState.Known, Value = value };

    public static Fact<T> Nothing<T>() => new() { State = FactState.Nothing };

    public static Fact<T> Unavailable<T>() => default;
}
