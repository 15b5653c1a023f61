namespace Compliance.Policies.Binding;

/// <summary>"Did you mean": the nearest permitted word, and all of them.</summary>
public static class Suggestion
{
    /// <summary>Edits (insert, remove, replace) that make one word the other, whatever the case of its letters.</summary>
    public static int Distance(string written, string meant)
    {
        var row = Enumerable.Range(0, meant.Length + 1).ToArray();
        for (var i = 1; i <= written.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= meant.Length; j++)
            {
                var above = row[j];
                var same = char.ToLowerInvariant(written[i - 1]) == char.ToLowerInvariant(meant[j - 1]);
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }
        return row[meant.Length];
    }

    internal static string For(string written, IEnumerable<string> permitted)
    {
        var all = permitted.ToArray();
        var nearest = all.MinBy(word => Distance(written, word));
        var likely = nearest is not null && Distance(written, nearest) <= Math.Max(1, nearest.Length / 3) ? $"是不是“{nearest}”？" : "";
        return $"{likely}可用：{string.Join("、", all)}。";
    }
}
