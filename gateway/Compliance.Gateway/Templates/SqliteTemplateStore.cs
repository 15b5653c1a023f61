using System.Collections.Frozen;
using Compliance.Gateway.Storage;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Templates;

internal sealed class SqliteTemplateStore : ITemplateStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS templates (
            channel TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, category TEXT NOT NULL, signature TEXT,
            by TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (channel, id))
        """;

    private readonly SqliteFile _file;
    private FrozenDictionary<(string Channel, string Id), TemplateFact>? _all;

    public SqliteTemplateStore(SqliteFolder folder)
    {
        _file = folder.Open("templates", Schema);
        _file.Reopened += Reload;
    }

    public Fact<TemplateFact> Find(string channel, string family, string id)
    {
        if (Load() is not { } all)
            return Fact.Unavailable<TemplateFact>();
        return all.TryGetValue((channel, id), out var template) || all.TryGetValue((family, id), out template)
            ? Fact.Known(template)
            : Fact.Nothing<TemplateFact>();
    }

    public async Task PutAsync(string channel, TemplateFact template, string by, DateTimeOffset at)
    {
        await _file.WriteAsync(session =>
            session.Execute(
                """
                INSERT INTO templates (channel, id, text, category, signature, by, at) VALUES ($0, $1, $2, $3, $4, $5, $6)
                ON CONFLICT (channel, id) DO UPDATE SET text = excluded.text, category = excluded.category,
                    signature = excluded.signature, by = excluded.by, at = excluded.at
                """,
                channel,
                template.Id,
                template.Text,
                template.Category.ToString(),
                template.Signature,
                by,
                at.ToUnixTimeMilliseconds()
            )
        );
        Reload();
    }

    public IReadOnlyList<(string Channel, TemplateFact Template)> All()
    {
        var all = Load() ?? throw new StoreUnavailableException(_file.Name, _file.Problem ?? "read failed");
        return
        [
            .. all.OrderBy(t => t.Key.Channel, StringComparer.Ordinal)
                .ThenBy(t => t.Key.Id, StringComparer.Ordinal)
                .Select(t => (t.Key.Channel, t.Value)),
        ];
    }

    private FrozenDictionary<(string Channel, string Id), TemplateFact>? Load()
    {
        if (_file.Problem is not null)
            return null;
        if (Volatile.Read(ref _all) is { } known)
            return known;
        lock (_file)
        {
            return _all ??= _file.TryRead(Read, out var read) ? read : null;
        }
    }

    private void Reload()
    {
        lock (_file)
        {
            _all = null;
        }
    }

    private static FrozenDictionary<(string Channel, string Id), TemplateFact> Read(SqliteSession session) =>
        session
            .Rows(
                "SELECT channel, id, text, category, signature FROM templates",
                row =>
                    KeyValuePair.Create(
                        (row.GetString(0), row.GetString(1)),
                        new TemplateFact
                        {
                            Id = row.GetString(1),
                            Text = row.GetString(2),
                            // A word that this version doesn't know is judged as the strictest.
                            Category = Enum.TryParse<Category>(row.GetString(3), out var category) ? category : Category.Marketing,
                            Signature = row.IsDBNull(4) ? null : row.GetString(4),
                        }
                    )
            )
            .ToFrozenDictionary();
}
