namespace Compliance.Rules.PolicySets;

/// <summary>A setting that can't be right though each value alone is in range; the loader adds file and line.</summary>
/// <param name="Key">Path of the key in YAML, e.g. <c>cap.hours</c>.</param>
/// <param name="What">What is wrong and how to mend it, in Chinese.</param>
public sealed record RuleProblem(string Key, string What);
