namespace Compliance.Rules.Wording;

/// <summary>Where the cues of one text stand: for each exception, part and clause the first end and the last start. Most exceptions have none, which is told at once.</summary>
internal sealed class CuePlaces
{
    private readonly Dictionary<(int, int, int, bool, CueSide), (int FirstEnd, int LastStart)> _places = [];
    private readonly HashSet<int> _exceptions = [];

    public bool IsEmpty => _exceptions.Count == 0;

    public void Clear()
    {
        _places.Clear();
        _exceptions.Clear();
    }

    public void Add(int exception, int part, int stretch, bool wholeSentence, CueSide side, int start, int end)
    {
        _exceptions.Add(exception);
        var key = (exception, part, stretch, wholeSentence, side);
        _places[key] = _places.TryGetValue(key, out var place)
            ? (Math.Min(place.FirstEnd, end), Math.Max(place.LastStart, start))
            : (end, start);
    }

    /// <summary>A cue of the exception stands somewhere in the text.</summary>
    public bool Have(int exception) => _exceptions.Contains(exception);

    /// <summary>A cue of the part stands in the stretch, on its side of the term.</summary>
    public bool Have(int exception, int part, int stretch, bool wholeSentence, int start, int end) =>
        _places.ContainsKey((exception, part, stretch, wholeSentence, CueSide.Either))
        || _places.TryGetValue((exception, part, stretch, wholeSentence, CueSide.Before), out var before) && before.FirstEnd <= start
        || _places.TryGetValue((exception, part, stretch, wholeSentence, CueSide.After), out var after) && after.LastStart >= end;
}
