using System.Collections.Frozen;
using System.Collections.Immutable;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Templates;

internal sealed class SqliteTemplateStore : ITemplateStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS templates (
            channel TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, category TEXT NOT NULL, signature TEXT,
            by TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (channel, id));
        CREATE TABLE IF NOT EXISTS template_terms (
            channel TEXT NOT NULL, id TEXT NOT NULL, variables TEXT, confirmed_by TEXT, reason TEXT, PRIMARY KEY (channel, id))
        """;

    /// <summary>What providers told, since templates are fetched.</summary>
    private const string Fetched = """
        CREATE TABLE fetched_templates (
            channel TEXT NOT NULL, account TEXT NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, category TEXT, variables TEXT,
            at INTEGER NOT NULL, PRIMARY KEY (channel, account, id))
        """;

    private readonly SqliteFile _file;
    private readonly Remembered<Registered> _all;

    public SqliteTemplateStore(SqliteFolder folder)
    {
        _file = folder.Open("templates", Schema, Fetched);
        _all = new Remembered<Registered>(_file, Read);
    }

    public Fact<TemplateFact> Find(string channel, string family, string id)
    {
        if (_all.Value is not { } all)
            return Fact.Unavailable<TemplateFact>();
        id = TemplateIds.Normal(id);
        return all.Templates.TryGetValue((channel, id), out var template) || all.Templates.TryGetValue((family, id), out template)
            ? Fact.Known(template with { Signatures = all.SignaturesOf(channel, family) })
            : Fact.Nothing<TemplateFact>();
    }

    public ImmutableArray<string> Signatures(string channel, string family) => _all.Value?.SignaturesOf(channel, family) ?? [];

    public async Task PutAsync(string channel, TemplateFact template, string? reason, string by, DateTimeOffset at)
    {
        await _file.WriteAsync(session =>
        {
            session.Execute(
                """
                INSERT INTO template_terms (channel, id, variables, confirmed_by, reason) VALUES ($0, $1, $2, $3, $4)
                ON CONFLICT (channel, id) DO UPDATE SET variables = excluded.variables, confirmed_by = excluded.confirmed_by,
                    reason = excluded.reason
                """,
                channel,
                template.Id,
                VariableNames.Write(template.Variables),
                template.Confirmed ? by : null,
                template.Confirmed ? reason : null
            );
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
            );
        });
        _all.Forget();
    }

    public IReadOnlyList<(string Channel, TemplateFact Template)> All() =>
        [
            .. _all
                .Required.Templates.OrderBy(t => t.Key.Channel, StringComparer.Ordinal)
                .ThenBy(t => t.Key.Id, StringComparer.Ordinal)
                .Select(t => (t.Key.Channel, t.Value)),
        ];

    public ProviderTemplate? FindFetched(TemplateKey key) => _all.Value?.Fetched.GetValueOrDefault(key)?.Template;

    public async Task KeepFetchedAsync(TemplateKey key, ProviderTemplate template, DateTimeOffset at)
    {
        await _file.WriteAsync(session =>
            session.Execute(
                """
                INSERT INTO fetched_templates (channel, account, id, text, category, variables, at) VALUES ($0, $1, $2, $3, $4, $5, $6)
                ON CONFLICT (channel, account, id) DO UPDATE SET text = excluded.text, category = excluded.category,
                    variables = excluded.variables, at = excluded.at
                """,
                key.Channel,
                key.Account,
                key.Id,
                template.Text,
                template.Category?.ToString(),
                VariableNames.Write(template.Variables),
                at.ToUnixTimeMilliseconds()
            )
        );
        _all.Forget();
    }

    public async Task ForgetFetchedAsync(TemplateKey key)
    {
        await _file.WriteAsync(session =>
            session.Execute(
                "DELETE FROM fetched_templates WHERE channel = $0 AND account = $1 AND id = $2",
                key.Channel,
                key.Account,
                key.Id
            )
        );
        _all.Forget();
    }

    public IReadOnlyList<FetchedTemplate> AllFetched() =>
        [.. _all.Required.Fetched.Values.OrderBy(fetched => fetched.Key.ToString(), StringComparer.Ordinal)];

    private static Registered Read(SqliteSession session) =>
        new(
            session
                .Rows(
                    """
                    SELECT t.channel, t.id, t.text, t.category, t.signature, v.variables, v.confirmed_by
                    FROM templates t LEFT JOIN template_terms v ON v.channel = t.channel AND v.id = t.id ORDER BY t.at
                    """,
                    row =>
                        (
                            Channel: row.GetString(0),
                            Template: new TemplateFact
                            {
                                Id = row.GetString(1),
                                Text = row.GetString(2),
                                // A word that this version doesn't know is judged as the strictest.
                                Category = Enum.TryParse<Category>(row.GetString(3), out var category) ? category : Category.Marketing,
                                Signature = row.IsDBNull(4) ? null : row.GetString(4),
                                Variables = VariableNames.Read(row.IsDBNull(5) ? null : row.GetString(5)),
                                Confirmed = !row.IsDBNull(6),
                            }
                        )
                )
                // Two spellings of one id are one template since ids are compared as the provider compares them: the newest holds.
                .GroupBy(row => (row.Channel, TemplateIds.Normal(row.Template.Id)))
                .ToFrozenDictionary(group => group.Key, group => group.Last().Template),
            session
                .Rows(
                    "SELECT channel, account, id, text, category, variables, at FROM fetched_templates",
                    row => new FetchedTemplate(
                        new(row.GetString(0), row.GetString(1), row.GetString(2)),
                        new ProviderTemplate
                        {
                            Text = row.GetString(3),
                            Category =
                                row.IsDBNull(4) ? null
                                : Enum.TryParse<Category>(row.GetString(4), out var category) ? category
                                : Category.Marketing,
                            Variables = VariableNames.Read(row.IsDBNull(5) ? null : row.GetString(5)),
                        },
                        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6))
                    )
                )
                .ToFrozenDictionary(fetched => fetched.Key)
        );

    private sealed record Registered(
        FrozenDictionary<(string Channel, string Id), TemplateFact> Templates,
        FrozenDictionary<TemplateKey, FetchedTemplate> Fetched
    )
    {
        private readonly FrozenDictionary<string, ImmutableArray<string>> _signatures = Templates
            .Where(template => template.Value.Signature is { Length: > 0 })
            .GroupBy(template => template.Key.Channel, template => template.Value.Signature!)
            .ToFrozenDictionary(group => group.Key, group => group.Distinct().Order(StringComparer.Ordinal).ToImmutableArray());

        public ImmutableArray<string> SignaturesOf(string channel, string family) =>
            (_signatures.TryGetValue(channel, out var own), _signatures.TryGetValue(family, out var shared)) switch
            {
                (true, true) => own.AddRange(shared),
                (true, false) => own,
                (false, true) => shared,
                _ => [],
            };
    }
}
