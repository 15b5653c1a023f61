using Compliance.Rules.Decisions;
using Compliance.Rules.Masking;

namespace Compliance.Rules.Evaluation;

/// <summary>A change that a rule asks for.</summary>
/// <param name="Append">What to add.</param>
/// <param name="Front">It is added in front.</param>
/// <param name="Kind">The kind of personal data, where the stretch holds it whole: it is hidden in that kind's way.</param>
internal readonly record struct PendingChange(CompiledRule Rule, Obligation Obligation, string? Append, bool Front, PersonalDataKind? Kind);
