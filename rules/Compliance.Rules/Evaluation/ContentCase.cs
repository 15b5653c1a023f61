using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Compliance.Rules.Categories;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Links;
using Compliance.Rules.Masking;
using Compliance.Rules.Messages;
using Compliance.Rules.MustContain;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Evaluation;

/// <summary>
/// One variant under judgement: what judges may read, and where they report. Reused for the next variant; one per thread.
/// Severity is derived here and nowhere else: deny blocks, evidence and review are themselves, the other outcomes warn.
/// </summary>
internal class ContentCase
{
    private readonly List<Finding> _findings = [];
    private readonly List<PendingChange> _changes = [];
    private readonly List<RuleHit> _denials = [];
    private readonly List<ShadowHit> _shadows = [];
    private readonly List<WordHit> _words = [];
    private readonly List<UrlSpan> _links = [];
    private readonly List<PersonalDataSpan> _personal = [];

    // What is written down already: a text can hold tens of thousands of finds, so nothing is searched for among them.
    private readonly HashSet<(CompiledRule Rule, int Field, int Start, int Length, string Term)> _found = [];
    private readonly HashSet<(CompiledRule Rule, ObligationKind Duty, int Field, int Start, int Length)> _asked = [];
    private string?[] _texts = new string?[8];
    private bool _linksFound;
    private bool _personalFound;
    private string? _template;
    private bool _again;
    private string? _liftedBy;
    private bool _textUnseen;
    private bool _asking;
    private bool _advertises;

    public CompiledSet Set { get; private set; } = null!;

    public Message Message { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    /// <summary>Under which the variant is judged.</summary>
    public Category Category { get; set; }

    public MessageContent Content { get; private set; } = null!;

    public RenderedText Text { get; } = new();

    public ReadOnlySpan<WordHit> Words => CollectionsMarshal.AsSpan(_words);

    /// <summary>Rules that deny the variant, in no order.</summary>
    public List<RuleHit> Denials => _denials;

    public List<ShadowHit> Shadows => _shadows;

    public List<PendingChange> Changes => _changes;

    public List<Finding> Findings => _findings;

    /// <summary>Where a guard collects what it finds.</summary>
    public List<MarketingMark> Marks { get; } = [];

    /// <summary>Domains that a message which is no marketing may link to.</summary>
    public ImmutableArray<string> ServiceLinks { get; set; } = [];

    /// <summary>Registered at the provider and here; null where the message has none, or an unknown one.</summary>
    public TemplateFact? Template { get; private set; }

    /// <summary>The content is the text of this template, which is being registered.</summary>
    public TemplateFact? Registering { get; private set; }

    /// <summary>What the sender has done before.</summary>
    public Fact<SenderFact> Sender { get; private set; }

    public void Start(
        CompiledSet set,
        Message message,
        DateOnly today,
        TemplateFact? registered,
        TemplateFact? registering,
        Fact<SenderFact> sender
    )
    {
        (Set, Message, Today, Sender) = (set, message, today, sender);
        (_template, Template, Registering) = (registered?.Text, registered, registering);
        _textUnseen = message.TemplateId is not null && registered is null;
    }

    /// <summary>Reads a variant as it came. Throws what the matcher throws.</summary>
    public void Read(MessageContent content)
    {
        Content = content;
        _again = false;
        _findings.Clear();
        _found.Clear();
        _changes.Clear();
        _asked.Clear();
        _denials.Clear();
        _shadows.Clear();
        if (_texts.Length < content.Fields.Length)
            _texts = new string?[content.Fields.Length];
        for (var i = 0; i < content.Fields.Length; i++)
            _texts[i] = content.Fields[i].Text;
        Render();
    }

    /// <summary>Reads the variant as it would leave. From here on only denials are reported: every rule that still objects to the changed text denies it.</summary>
    public void ReadAgain(ImmutableArray<FieldRewrite> rewrites)
    {
        _again = true;
        foreach (var rewrite in rewrites)
            _texts[rewrite.Field] = rewrite.Text;
        Render();
    }

    private void Render()
    {
        _linksFound = false;
        _personalFound = false;
        _words.Clear();
        Text.Render(Content.Fields, _texts.AsSpan(0, Content.Fields.Length), _template);
    }

    public void Scan()
    {
        _words.Clear();
        Set.Words?.Matcher.Scan(Text.Span, Message.Industry, _words);
    }

    public List<UrlSpan> Links()
    {
        if (!_linksFound)
        {
            _links.Clear();
            UrlFinder.Find(Text.Span, _links);
            _linksFound = true;
        }
        return _links;
    }

    public List<PersonalDataSpan> PersonalData()
    {
        if (!_personalFound)
        {
            _personal.Clear();
            PersonalDataDetector.Find(Text.Span, _personal);
            _personalFound = true;
        }
        return _personal;
    }

    public bool IsServiceLink(string host) => LinkSettings.Allows(ServiceLinks, host);

    /// <summary>
    /// The sender wrote it, or a part of it that says something: fixed text of a registered template is the provider's and was judged when it was registered,
    /// and a number put into it (满{1}减{2}) says nothing new.
    /// </summary>
    public bool IsSenders(int start, int length)
    {
        if (_template is null || Text.Copied(start, length) == length)
            return true;
        foreach (var piece in Text.PiecesOf(start, length))
            for (var i = Math.Max(start, piece.Start); i < Math.Min(start + length, piece.End); i++)
                if (char.IsLetter(Text.Span[i]))
                    return true;
        return false;
    }

    /// <summary>A part of a value that is the name of a book or a shop: who sends a notice has not chosen its words.</summary>
    public bool IsProperName(int start, int length)
    {
        foreach (var piece in Text.PiecesOf(start, length))
            return piece.Start <= start
                && start + length <= piece.End
                && Content.Fields[piece.Field].Role == FieldRole.Variable
                && ThingNames.HoldProper(Text.Span.Slice(piece.Start, piece.Length), start - piece.Start, length);
        return false;
    }

    /// <summary>False where the scan has shown already that the rule has nothing to say.</summary>
    public bool MayAdvertise(CompiledRule rule)
    {
        if (rule.Rule is not WordingRule)
            return true;
        foreach (ref readonly var hit in Words)
            if (ReferenceEquals(Set.Words!.RuleOf(hit), rule))
                return true;
        return false;
    }

    /// <summary>Whether a rule that holds for marketing would object to what the sender wrote.</summary>
    public bool Advertises(CompiledRule rule)
    {
        (_asking, _advertises) = (true, false);
        try
        {
            rule.Judge!.Judge(rule, this);
            return _advertises;
        }
        catch (Exception)
        {
            // It breaks again under marketing, and that denies.
            return true;
        }
        finally
        {
            _asking = false;
        }
    }

    /// <summary>The rule's condition stands in the text.</summary>
    /// <param name="start">In the rendered text.</param>
    /// <param name="term">Goes into the record: never personal data.</param>
    /// <param name="ceiling">The worst that it may be: a list's term, or an exception of the law, can be milder than its rule.</param>
    public virtual void Found(
        CompiledRule rule,
        string reason,
        int start,
        int length,
        string term,
        Severity ceiling = Severity.Block,
        string? suggestion = null,
        PersonalDataKind? kind = null
    )
    {
        if (_asking)
        {
            _advertises |=
                Lifts(rule.Rule, ceiling, term, Text.Span.Slice(start, length)) && IsSenders(start, length) && !IsProperName(start, length);
            return;
        }
        var severity = Severity.Block;
        if (!Judge(rule, reason, ceiling, term, Text.Span.Slice(start, length), ref severity))
            return;
        var mapped = false;
        foreach (var piece in Text.PiecesOf(start, length))
        {
            var (from, to) = (Math.Max(start, piece.Start), Math.Min(start + length, piece.End));
            mapped = true;
            var at = from - piece.Start + piece.Offset;
            Add(rule, severity, piece.Field, at, to - from, term, suggestion);
            if (rule.Rule.Then == Outcome.Mask)
                Change(rule, ObligationKind.Mask, piece.Field, at, to - from, term, kind: to - from == length ? kind : null);
        }
        if (!mapped)
            Add(rule, severity, -1, start, length, term, suggestion);
        if (rule.Rule.Then == Outcome.Mask && Text.Copied(start, length) < length)
            Deny(rule, Reasons.NotEditable);
    }

    /// <summary>
    /// A text that the rule demands is not there. Of an unregistered template only the variables are on the wire: what may well stand in its
    /// fixed text can't be called missing, and <c>template-unknown</c> is recorded instead.
    /// </summary>
    /// <param name="text">What to write, and where; null where nothing can be written for the sender.</param>
    public virtual void Missing(CompiledRule rule, string what, RequiredText? text)
    {
        if (_textUnseen && text is not null)
            return;
        var severity = Severity.Block;
        if (!Judge(rule, Reasons.Missing, Severity.Block, what, default, ref severity))
            return;
        Add(rule, severity, -1, 0, 0, what, text?.Append ?? text?.AnyOf[0]);
        if (rule.Rule.Then != Outcome.Append)
            return;
        var field = text is { Append: not null } ? Rewriting.Target(Content, text.Where) : -1;
        if (field < 0)
        {
            Deny(rule, Reasons.NotEditable);
            return;
        }
        var front = text!.Where is TextPlace.Start or TextPlace.TitleStart;
        Change(rule, ObligationKind.Append, field, front ? 0 : Content.Fields[field].Text.Length, 0, what, text.Append, front);
    }

    /// <summary>A field that must not leave.</summary>
    public virtual void Surplus(CompiledRule rule, int field)
    {
        if (_texts[field] is null)
            return;
        var severity = Severity.Block;
        var name = Content.Fields[field].Variable ?? Content.Fields[field].Name;
        if (!Judge(rule, Reasons.Surplus, Severity.Block, name, default, ref severity))
            return;
        Add(rule, severity, field, 0, Content.Fields[field].Text.Length, name, null);
        if (rule.Rule.Then == Outcome.DropField)
            Change(rule, ObligationKind.DropField, field, 0, Content.Fields[field].Text.Length, name);
    }

    /// <summary>The rule is about the message as such.</summary>
    public virtual void Whole(CompiledRule rule, string reason)
    {
        var severity = Severity.Block;
        if (Judge(rule, reason, Severity.Block, rule.Rule.Id, default, ref severity))
            Add(rule, severity, -1, 0, 0, rule.Rule.Id, null);
    }

    /// <summary>Something worth recording that no rule of a pack says.</summary>
    public void Note(GatewayRule rule, string term) =>
        _findings.Add(
            new()
            {
                Rule = rule,
                Severity = Severity.Warn,
                Field = -1,
                Start = 0,
                Length = 0,
                Term = term,
            }
        );

    /// <summary>The rule broke. In force it denies, in shadow it is recorded.</summary>
    public void Broke(CompiledRule rule)
    {
        if (rule.Shadow)
            Shadow(rule, Reasons.Error);
        else
            Deny(rule, Reasons.Error);
    }

    /// <summary>The strongest reason of a rule stays: evidence or a review can't mend what it denies anyway.</summary>
    public void Deny(CompiledRule rule, string reason)
    {
        for (var i = 0; i < _denials.Count; i++)
            if (ReferenceEquals(_denials[i].Rule, rule.Rule))
            {
                if (Remedies.Of(_denials[i]) != Remedy.None)
                    _denials[i] = rule.Hit(reason);
                return;
            }
        _denials.Add(rule.Hit(reason));
    }

    /// <summary>False when there is nothing to write down: the rule is in shadow, or the changed text is being judged.</summary>
    private bool Judge(CompiledRule rule, string reason, Severity ceiling, string term, ReadOnlySpan<char> text, ref Severity severity)
    {
        if (rule.Shadow)
        {
            if (!_again)
                Shadow(rule, reason);
            return false;
        }
        severity = (Severity)Math.Min((int)ceiling, (int)Of(rule.Rule.Then));
        _liftedBy = null;
        if (severity is Severity.Evidence or Severity.Review && Proved(rule.Rule, term, text))
            (severity, _liftedBy) = (Severity.Warn, Message.EvidenceId);
        if (severity == Severity.Block)
            Deny(rule, _again ? Reasons.AfterRewrite : reason);
        else if (severity == Severity.Evidence && Category == Category.Marketing)
            Deny(rule, WhyUnproved());
        else if (severity == Severity.Review && Category == Category.Marketing)
            Deny(rule, Reasons.Review);
        else if (_again && rule.Rule.Then is Outcome.Mask or Outcome.Append or Outcome.DropField)
            Deny(rule, Reasons.AfterRewrite);
        return !_again;
    }

    private static Severity Of(Outcome then) =>
        then switch
        {
            Outcome.Remove or Outcome.Deny => Severity.Block,
            Outcome.Evidence => Severity.Evidence,
            Outcome.Review => Severity.Review,
            Outcome.Mask or Outcome.Append or Outcome.DropField or Outcome.Record => Severity.Warn,
            _ => throw new UnreachableException(),
        };

    private bool Lifts(Rule rule, Severity ceiling, string term, ReadOnlySpan<char> text) =>
        ((IForbidAdvertising)rule).Lifts
        && (Severity)Math.Min((int)ceiling, (int)Of(rule.Then)) switch
        {
            Severity.Block => true,
            Severity.Warn => false,
            _ => !Proved(rule, term, text),
        };

    private bool Proved(Rule rule, string term, ReadOnlySpan<char> text)
    {
        if (Set.LiveEvidence(Message.EvidenceId, Today) is not { } record)
            return false;
        foreach (var covered in record.Covers)
            if (covered == rule.Id || covered == term || (covered.Length > 0 && text.SequenceEqual(covered)))
                return true;
        return false;
    }

    /// <summary>Who named evidence is told why it didn't help: a mistyped id looks like no other fault.</summary>
    private string WhyUnproved()
    {
        if (Message.EvidenceId is not { } id)
            return Reasons.Evidence;
        if (!Set.HasEvidence(id))
            return Reasons.EvidenceUnknown;
        return Set.LiveEvidence(id, Today) is null ? Reasons.EvidenceNotInForce : Reasons.EvidenceElsewhere;
    }

    /// <summary>The rule would have had an effect.</summary>
    public void Shadow(CompiledRule rule, string reason)
    {
        foreach (var known in _shadows)
            if (ReferenceEquals(known.Rule, rule.Rule))
                return;
        _shadows.Add(new(rule.Rule, -1, reason));
    }

    private void Add(CompiledRule rule, Severity severity, int field, int start, int length, string term, string? suggestion)
    {
        if (!_found.Add((rule, field, start, length, term)))
            return;
        _findings.Add(
            new()
            {
                Rule = rule.Rule,
                Severity = severity,
                Field = field,
                Start = start,
                Length = length,
                Term = term,
                Suggestion = suggestion,
                Evidence = _liftedBy,
            }
        );
    }

    private void Change(
        CompiledRule rule,
        ObligationKind duty,
        int field,
        int start,
        int length,
        string what,
        string? append = null,
        bool front = false,
        PersonalDataKind? kind = null
    )
    {
        var obligation = new Obligation
        {
            Kind = duty,
            Rule = rule.Rule,
            Field = field,
            Start = start,
            Length = length,
            What = what,
        };
        if (_asked.Add((rule, duty, field, start, length)))
            _changes.Add(new(rule, obligation, append, front, kind));
    }
}
