using Compliance.Policies.Cases;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Admin.Decisions;

/// <summary>What a recipient had said about this kind of message when it was judged, out of the facts that were kept.</summary>
internal static class ConsentWords
{
    private const string Marketing = "marketing";

    /// <param name="withdrawn">A withdrawal is what removed the recipient.</param>
    /// <returns>Null when nobody had said anything.</returns>
    public static ConsentView? Of(CaseV1 decided, int recipient, bool withdrawn)
    {
        if (!decided.Facts.Recipients[recipient].Consents.IsKnown(out var events))
            return null;
        var purpose = events.Any(one => one.Purpose == decided.Message.Purpose) ? decided.Message.Purpose : Marketing;
        var about = events.Where(one => one.Purpose == purpose).OrderBy(one => one.At).ToList();
        var grant = about.LastOrDefault(one => one.Granted && Concerns(one, decided));
        if (withdrawn && about.LastOrDefault(one => !one.Granted) is { } withdrawal)
            return Withdrawn(withdrawal, grant);
        return grant is null ? null : Granted(grant);
    }

    private static bool Concerns(ConsentFact said, CaseV1 decided) =>
        said.Channel == decided.Message.Channel || said.Channel == decided.Message.Family;

    private static ConsentView Granted(ConsentFact grant) =>
        new(
            "granted",
            grant.At,
            grant.Notice,
            grant.Source,
            grant.Proof,
            null,
            $"{Words.Time(grant.At)} 同意{Under(grant.Notice)}{Part("来源", grant.Source)}{Part("证明", grant.Proof)}"
        );

    private static ConsentView Withdrawn(ConsentFact withdrawal, ConsentFact? grant)
    {
        var before = grant is null ? "" : $"；此前于 {Words.Time(grant.At)} 同意{Under(grant.Notice)}";
        return new(
            "withdrawn",
            withdrawal.At,
            grant?.Notice,
            withdrawal.Source,
            withdrawal.Proof,
            grant?.At,
            $"{Words.Time(withdrawal.At)} 撤回{Part("来源", withdrawal.Source)}{before}"
        );
    }

    private static string Under(string? notice) => notice is null ? "" : $"（告知文本 {notice}）";

    private static string Part(string name, string? value) => value is null ? "" : $"，{name} {value}";
}
