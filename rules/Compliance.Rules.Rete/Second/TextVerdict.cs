using System.Collections.Immutable;
using Compliance.Rules.Categories;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Rete.Second;

/// <summary>What becomes of one variant: what was found, what must be changed, who denies it. The changed text is judged once more.</summary>
internal sealed class TextVerdict
{
    private readonly Matter _matter;
    private readonly Reading _reading;
    private readonly int _variant;
    private readonly List<Finding> _findings = [];
    private readonly List<Change> _changes = [];
    private readonly List<(Rule Rule, string Reason)> _denials = [];
    private readonly List<(Rule Rule, string Reason)> _watched = [];
    private readonly HashSet<int> _dropped = [];

    public TextVerdict(Matter matter, CategoryVerdict categories, Reading reading, int variant)
    {
        (_matter, _reading, _variant) = (matter, reading, variant);
        reading.Read(matter.Message.Contents[variant]);
        reading.Scan();
        Lift = categories.Of(variant, reading);
        _watched.AddRange(Lift.Watched.Select(rule => (rule.Rule, Reasons.Marketing)));
        reading.Category = Lift.Track.Category;
        foreach (var guard in Lift.Guards)
            Weigh(reading.Reports(guard, static (rule, text) => rule.Judge!.Judge(rule, text)), again: false);
        Weigh(Asked(), again: false);
        var untold = matter.IsTemplateUnseen && matter.Facts.Template.State == FactState.Nothing;
        var assumed = matter is { Template.Assumed: true, Message.Declared: not null } && categories.Asked.By == "unknown";
        if ((untold || assumed) && Lift.Track.Category == Category.Marketing)
            _findings.Add(Finding(GatewayRule.TemplateUnknown, Severity.Warn, -1, 0, 0, Reasons.TemplateUnknown));
        var rewrites = _changes.Count > 0 && MayBeRead ? Change() : [];
        Decision = new()
        {
            Findings = [.. _findings],
            Obligations =
            [
                .. _changes
                    .OrderBy(change => change.Duty)
                    .ThenBy(change => matter.PlaceOf(change.Rule))
                    .Select(change => change.ToObligation()),
            ],
            Rewrites = MayBeRead ? rewrites : [],
            Determining =
            [
                .. Denials.OrderBy(hit => hit.Rule.Pack, StringComparer.Ordinal).ThenBy(hit => hit.Rule.Id, StringComparer.Ordinal),
            ],
        };
    }

    public Lift Lift { get; }

    public ContentDecision Decision { get; }

    /// <summary>What rules that only watch would have said: each once, the first that it said.</summary>
    public IEnumerable<(Rule Rule, string Reason)> Watched => _watched.DistinctBy(hit => hit.Rule, ReferenceEqualityComparer.Instance);

    /// <summary>One a rule: the first that nothing can mend, else the last.</summary>
    private IEnumerable<RuleHit> Denials =>
        from denial in _denials
        group denial.Reason by denial.Rule.Id into reasons
        let rule = _denials.First(denial => denial.Rule.Id == reasons.Key).Rule
        select new RuleHit(rule, reasons.FirstOrDefault(reason => Weight.RemedyFor(reason) == Remedy.None) ?? reasons.Last());

    /// <summary>Only rules about some of its readers deny it: the others read it.</summary>
    private bool MayBeRead =>
        _denials.TrueForAll(denial => denial.Rule.When is not { Segment.IsEmpty: true, Region.IsEmpty: true, Time: null });

    private IEnumerable<Report> Asked() => _matter.Ask(new TextQuestion(_matter, Lift.Track, _variant, _reading)).Reports;

    private ImmutableArray<FieldRewrite> Change()
    {
        var rewrites = Rewrites.Of(_reading.Content, _changes, _matter, (rule, reason) => _denials.Add((rule, reason)));
        _reading.ReadAgain(rewrites);
        _reading.Scan();
        _dropped.UnionWith(rewrites.Where(rewrite => rewrite.Text is null).Select(rewrite => rewrite.Field));
        Weigh(Asked(), again: true);
        return rewrites;
    }

    private void Weigh(IEnumerable<Report> reports, bool again)
    {
        foreach (var report in reports)
            Weigh(report, again);
    }

    private void Weigh(Report report, bool again)
    {
        var rule = report.Compiled.Rule;
        if (
            (report.Kind == ReportKind.Missing && report.Wanted is not null && _matter.IsTemplateUnseen)
            || (report.Kind == ReportKind.Surplus && _dropped.Contains(report.Field))
        )
            return;
        if (rule.Mode == RuleMode.Shadow)
        {
            if (!again || report.Kind == ReportKind.Broke)
                _watched.Add((rule, report.Reason));
            return;
        }
        if (report.Kind == ReportKind.Broke)
        {
            _denials.Add((rule, report.Reason));
            return;
        }
        var severity = Weight.Of(rule, report.Ceiling);
        var proof = severity is Severity.Evidence or Severity.Review && IsProved(report) ? _matter.Message.EvidenceId : null;
        if (proof is not null)
            severity = Severity.Warn;
        if (Objection(rule, severity, report.Reason, again) is { } reason)
            _denials.Add((rule, reason));
        if (!again)
            Write(report, severity, proof);
    }

    private string? Objection(Rule rule, Severity severity, string reason, bool again) =>
        severity switch
        {
            Severity.Block => again ? Reasons.AfterRewrite : reason,
            Severity.Evidence when Lift.Track.Category == Category.Marketing => Weight.WhyUnproved(_matter),
            Severity.Review when Lift.Track.Category == Category.Marketing => Reasons.Review,
            _ => again && Weight.IsChange(rule) ? Reasons.AfterRewrite : null,
        };

    private bool IsProved(Report report) =>
        Weight.IsProved(
            _matter,
            report.Compiled.Rule,
            report.Kind == ReportKind.Surplus ? NameOf(report.Field) : report.Term,
            report.Kind == ReportKind.Found ? _reading.Text.Span.Slice(report.Start, report.Length) : default
        );

    private void Write(Report report, Severity severity, string? proof)
    {
        switch (report.Kind)
        {
            case ReportKind.Found:
                WriteFound(report, severity, proof);
                break;
            case ReportKind.Missing:
                WriteMissing(report, severity, proof);
                break;
            case ReportKind.Surplus:
                var length = _reading.Content.Fields[report.Field].Text.Length;
                Add(Finding(report.Compiled.Rule, severity, report.Field, 0, length, NameOf(report.Field), null, proof));
                if (report.Compiled.Rule.Then == Outcome.DropField)
                    Add(new Change(report.Compiled.Rule, ObligationKind.DropField, report.Field, 0, length, NameOf(report.Field)));
                break;
            case ReportKind.Whole:
                Add(Finding(report.Compiled.Rule, severity, -1, 0, 0, report.Term, null, proof));
                break;
        }
    }

    private void WriteFound(Report report, Severity severity, string? proof)
    {
        var rule = report.Compiled.Rule;
        var end = report.Start + report.Length;
        var copied = 0;
        foreach (var piece in _reading.Text.Pieces.Where(piece => report.Length > 0 && piece.Start < end && piece.End > report.Start))
        {
            var (from, to) = (Math.Max(report.Start, piece.Start), Math.Min(end, piece.End));
            var at = piece.Offset + from - piece.Start;
            copied += to - from;
            Add(Finding(rule, severity, piece.Field, at, to - from, report.Term, report.Suggestion, proof));
            if (rule.Then == Outcome.Mask)
                Add(
                    new Change(rule, ObligationKind.Mask, piece.Field, at, to - from, report.Term)
                    {
                        Data = to - from == report.Length ? report.Data : null,
                    }
                );
        }
        if (copied == 0)
            Add(Finding(rule, severity, -1, report.Start, report.Length, report.Term, report.Suggestion, proof));
        // What stands in the provider's own text can't be hidden.
        if (rule.Then == Outcome.Mask && copied < report.Length)
            _denials.Add((rule, Reasons.NotEditable));
    }

    private void WriteMissing(Report report, Severity severity, string? proof)
    {
        var (rule, wanted) = (report.Compiled.Rule, report.Wanted);
        Add(Finding(rule, severity, -1, 0, 0, report.Term, wanted is null ? null : wanted.Append ?? wanted.AnyOf[0], proof));
        if (rule.Then != Outcome.Append)
            return;
        var fields = _reading.Content.Fields;
        var field = wanted?.Append is null ? -1 : Rewrites.PlaceFor(fields, wanted.Where);
        if (field < 0)
            _denials.Add((rule, Reasons.NotEditable));
        else
            Add(
                new Change(
                    rule,
                    ObligationKind.Append,
                    field,
                    Rewrites.IsFront(wanted!.Where) ? 0 : fields[field].Text.Length,
                    0,
                    report.Term
                )
                {
                    Text = wanted.Append,
                    Front = Rewrites.IsFront(wanted.Where),
                }
            );
    }

    private string NameOf(int field) => _reading.Content.Fields[field].Variable ?? _reading.Content.Fields[field].Name;

    private void Add(Finding finding)
    {
        if (
            !_findings.Exists(known =>
                ReferenceEquals(known.Rule, finding.Rule)
                && (known.Field, known.Start, known.Length, known.Term) == (finding.Field, finding.Start, finding.Length, finding.Term)
            )
        )
            _findings.Add(finding);
    }

    private void Add(Change change)
    {
        if (!_changes.Exists(known => known.IsSameAs(change)))
            _changes.Add(change);
    }

    private static Finding Finding(
        Rule rule,
        Severity severity,
        int field,
        int start,
        int length,
        string term,
        string? suggestion = null,
        string? evidence = null
    ) =>
        new()
        {
            Rule = rule,
            Severity = severity,
            Field = field,
            Start = start,
            Length = length,
            Term = term,
            Suggestion = suggestion,
            Evidence = evidence,
        };
}

/// <summary>What rules report of a variant: first the words, as they stand in the text, then rule by rule.</summary>
internal sealed class TextQuestion(Matter matter, Track track, int variant, Reading reading) : Question(matter, track)
{
    private readonly List<(int Stage, int Place, Report Report)> _answers = [];

    public IEnumerable<Report> Reports => _answers.OrderBy(answer => (answer.Stage, answer.Place)).Select(answer => answer.Report);

    public override bool IsFor(Rule rule) => rule is ContentRule and not CategoryGuardRule;

    public override bool MeetsSomebody(Rule rule) => Matter.Crowd.Includes(rule, variant);

    public override void Answer(CompiledRule rule)
    {
        if (rule.Rule is not WordingRule)
        {
            Keep(1, Matter.PlaceOf(rule.Rule), reading.Reports(rule, static (asked, text) => asked.Judge!.Judge(asked, text)));
            return;
        }
        var place = 0;
        foreach (var (owner, hit) in reading.RulesOfWords())
        {
            if (ReferenceEquals(owner, rule))
                Keep(0, place, reading.Reports(rule, (asked, text) => WordJudge.Report(asked, text, hit, Reasons.Term)));
            place++;
        }
    }

    private void Keep(int stage, int place, IEnumerable<Report> reports) =>
        _answers.AddRange(reports.Select(report => (stage, place, report)));
}
