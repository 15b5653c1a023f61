namespace Compliance.Rules.Wording;

/// <summary>What others may know of the folding: which tables it was done with.</summary>
public static class Folding
{
    /// <summary>SHA-256 (hex) over the tables: part of the engine's identity in every decision record.</summary>
    public static string TablesHash => FoldingTable.Hash;
}
