namespace Compliance.Rules.Wording;

/// <summary>Buffers of one thread, kept from scan to scan.</summary>
internal sealed class Scratch
{
    [ThreadStatic]
    private static Scratch? _ofThread;

    public static Scratch OfThread => _ofThread ??= new Scratch();

    public Entities Entities { get; } = new();

    public FoldedText Folded { get; } = new();

    public SpelledText Spelled { get; } = new();

    /// <summary>What a trie of phrases reported.</summary>
    public List<FoundWord> Raw { get; } = [];

    /// <summary>The same of the syllables' trie.</summary>
    public List<FoundWord> Sounds { get; } = [];

    /// <summary>Symbols at which something other than a plain character begins.</summary>
    public List<int> Specials { get; } = [];

    /// <summary>Exceptions and contexts that some term asks for: cues of others say nothing here.</summary>
    public HashSet<int> Asked { get; } = [];

    public List<Candidate> Terms { get; } = [];

    public List<Candidate> Allowed { get; } = [];

    public List<Candidate> Whole { get; } = [];

    public List<Candidate> Cues { get; } = [];

    public List<Candidate> Scopes { get; } = [];

    public ClauseMap Clauses { get; } = new();

    public CuePlaces CuePlaces { get; } = new();

    public List<WordHit> Kept { get; } = [];

    public List<Candidate> Of(Role role) =>
        role switch
        {
            Role.Term => Terms,
            Role.Allowed => Allowed,
            Role.Whole => Whole,
            Role.Cue => Cues,
            _ => Scopes,
        };

    public void Clear()
    {
        Terms.Clear();
        Allowed.Clear();
        Whole.Clear();
        Cues.Clear();
        Scopes.Clear();
        Kept.Clear();
    }
}
