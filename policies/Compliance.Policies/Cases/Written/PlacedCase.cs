namespace Compliance.Policies.Cases.Written;

/// <summary>A case and where it is written.</summary>
public sealed record PlacedCase(WrittenCase Case, string Pack, string File, int Line);
