using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

/// <summary>Which texts belong to one person's row: design section 5.</summary>
internal readonly struct OwnedText
{
    private const int Several = -1;
    private const int Nobody = -2;

    private readonly int[] _readers;
    private readonly Stars[] _stars;

    private OwnedText(int[] readers, Stars[] stars)
    {
        this._readers = readers;
        this._stars = stars;
    }

    public static OwnedText Of(Message message, CaseDecision decision)
    {
        var readers = new int[message.Contents.Length];
        Array.Fill(readers, Nobody);
        for (var i = 0; i < message.Recipients.Length; i++)
        {
            ref var reader = ref readers[message.Recipients[i].Content];
            reader = reader == Nobody ? i : Several;
        }
        var stars = new Stars[readers.Length];
        for (var i = 0; i < stars.Length; i++)
            stars[i] = readers[i] >= 0 ? Cases.Stars.None : Cases.Stars.Of(message.Contents[i], decision.Contents[i]);
        return new OwnedText(readers, stars);
    }

    /// <summary>The only recipient of a variant; negative when there are several or none.</summary>
    public int SoleReader(int content) => _readers[content];

    /// <summary>What is starred out of a variant that several people read.</summary>
    public Stars Stars(int content) => _stars[content];
}
