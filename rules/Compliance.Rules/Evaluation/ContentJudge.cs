namespace Compliance.Rules.Evaluation;

/// <summary>Judges one variant by one rule and reports what it found. Shared between threads: MUST NOT keep anything of a call.</summary>
internal abstract class ContentJudge
{
    public abstract void Judge(CompiledRule rule, ContentCase content);
}
