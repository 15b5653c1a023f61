namespace Compliance.Policies.Binding;

/// <summary>"Did you mean": the nearest permitted word, and all of them.</summary>
internal static class Suggestion
{
    public static string For(string written, IEnumerable<string> permitted)
    {
        var all = permitted.ToArray();
        var nearest = all.Select(word => (word, Distance: Distance(written, word))).OrderBy(pair => pair.Distance).FirstOrDefault();
        var likely =
            nearest.word is not null && nearest.Distance <= Math.Max(1, nearest.word.Length / 3) ? $"是不是“{nearest.word}”？" : "";
        return $"{likely}可用：{string.Join("、", all)}。";
    }

    /// <summary>Edits (insert, remove, replace) that make one word the other.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
