using Compliance.Rules.Abuse;
using Compliance.Rules.Categories;
using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Disclosure;
using Compliance.Rules.Facts;
using Compliance.Rules.Frequency;
using Compliance.Rules.Links;
using Compliance.Rules.Masking;
using Compliance.Rules.Messages;
using Compliance.Rules.Minors;
using Compliance.Rules.MustContain;
using Compliance.Rules.Once;
using Compliance.Rules.PolicySets;
using Outcome = Compliance.Rules.PolicySets.Outcome;

namespace Compliance.Tests.Rules.Rete;

/// <summary>A set of some rules of any kinds: in force or in shadow, for everybody or for some, on some days, lenient or not.</summary>
internal sealed class AnySet(Random random)
{
    /// <summary>Breaks where it has something to say.</summary>
    [RuleKind("broken", Outcome.Deny)]
    private sealed record BrokenRule : WholeMessageRule
    {
        public override string? Objection(Message message, KnownFacts facts) =>
            message.Recipients.Length == 2 ? throw new InvalidDataException() : null;
    }

    public PolicySet Build()
    {
        Rule[] basis = random.Next(6) == 0 ? [Any(Given.ConsentRule, -1)] : [Given.ConsentRule, Given.ContractRule];
        return new(
            "any",
            [.. basis, .. Enumerable.Range(0, random.Next(2, 12)).Select(i => Any(Kind(), i))],
            [
                new()
                {
                    Id = "ev-1",
                    Clause = "6(6)",
                    Covers = ["最低价"],
                    From = new(2026, 1, 1),
                    To = new(2026, 11, 22),
                },
            ],
            random.Next(2) == 0 ? [] : [Purpose("marketing", Category.Marketing), Purpose("service", Category.Service)]
        );
    }

    private Rule Kind() =>
        random.Next(14) switch
        {
            0 => Given.SuppressionRule,
            1 => Given.Quiet(random.Next(2) == 0 ? "21:00" : "11:00", random.Next(2) == 0 ? "08:00" : "13:30"),
            2 => Given.Cap(window: (CapWindow)random.Next(4)),
            3 => Given.Rule<OnceRule>("once", Outcome.Remove) with { Once = new() { Days = 30 } },
            4 => Given.Rule<MinorsRule>("minors", Outcome.Remove) with
            {
                Minors = new() { Under = 18, Unknown = UnknownAge.Remove },
            },
            5 => Given.Words("words", ("最低价", (Severity)random.Next(4))) with
            {
                Then = Pick(Outcome.Deny, Outcome.Evidence, Outcome.Review, Outcome.Record),
            },
            6 => Given.Rule<LinksRule>("links", Pick(Outcome.Deny, Outcome.Review)) with { Links = new() { Allowed = ["example.com"] } },
            7 => Given.Rule<MaskRule>("mask", Pick(Outcome.Mask, Outcome.Deny)) with { Mask = new() { Kinds = [PersonalDataKind.Mobile] } },
            8 => Given.Rule<DisclosureRule>("disclosure", Pick(Outcome.Append, Outcome.Deny)) with
            {
                Disclosure = new()
                {
                    Refusal = new()
                    {
                        AnyOf = ["拒收请回复R"],
                        Append = "拒收请回复R",
                        Where = Pick(TextPlace.End, TextPlace.Start),
                    },
                },
            },
            9 => Given.Rule<CategoryGuardRule>("guard", Pick(Outcome.Record, Outcome.Review)) with
            {
                Guard = new()
                {
                    Category = (Category)random.Next(2),
                    Links = true,
                    Variables = random.Next(2) == 0,
                    Signature = random.Next(2) == 0,
                },
            },
            10 => Given.Rule<SenderAbuseRule>("abuse", Outcome.Deny) with { Abuse = new() { Check = (AbuseCheck)random.Next(3) } },
            11 => Given.Rule<BrokenRule>("broken", Outcome.Deny),
            12 => Given.ConsentRule with
            {
                Consent = new()
                {
                    LawfulBasis = LawfulBasis.Consent,
                    MaxAgeDays = 200,
                    Proof = random.Next(2) == 0,
                },
            },
            _ => Given.ContractRule,
        };

    private Rule Any(Rule rule, int number) =>
        rule with
        {
            Id = $"{rule.Id}-{random.Next(10)}{(char)('a' + number + 1)}",
            Pack = Pick("core", "brand"),
            Mode = random.Next(4) == 0 ? RuleMode.Shadow : RuleMode.Enforce,
            Unavailable = random.Next(2) == 0 ? WhenUnavailable.Degrade : WhenUnavailable.Deny,
            Effective = random.Next(5) switch
            {
                0 => new() { From = new(2026, 11, 22) },
                1 => new() { From = new(2026, 1, 1), To = new(2026, 11, 20) },
                2 => new() { From = new(2026, 11, 21), To = new(2026, 11, 21) },
                _ => Given.Always,
            },
            When = Where(rule.When),
        };

    private Scope Where(Scope own) =>
        random.Next(9) switch
        {
            0 => own with { Segment = ["vip"] },
            1 => own with { Region = [Pick("31", "4403")] },
            2 => own with
            {
                Time = new()
                {
                    From = new(9, 0),
                    To = new(13, 0),
                    Zone = Pick("recipient", "Asia/Shanghai"),
                },
            },
            3 => own with { Channel = [Pick("sms", "tencent-sms", "wecom")] },
            4 => own with { Category = [(Category)random.Next(4), Category.Marketing] },
            5 => own with { Industry = ["food"], Sender = ["crm"] },
            6 => own with { Campaign = ["618"], Purpose = ["marketing"] },
            _ => own,
        };

    private T Pick<T>(params ReadOnlySpan<T> among) => among[random.Next(among.Length)];

    private static PurposeRecord Purpose(string id, Category category) =>
        new()
        {
            Id = id,
            Title = id,
            Category = category,
            Basis = Given.Basis,
        };
}
