using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Gateway.Stores.Sqlite;

namespace Compliance.Gateway.Stores.Idempotency;

/// <param name="recorded">Whether a decision of that id stands in the audit log: asked for a claim that an earlier process left.</param>
internal sealed class SqliteIdempotencyStore(SqliteFolder folder, byte[] key, TimeProvider clock, Func<string, bool> recorded)
    : IIdempotencyStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS claims (
            id BLOB PRIMARY KEY, body BLOB NOT NULL, decision TEXT NOT NULL, run TEXT NOT NULL, doubt INTEGER NOT NULL DEFAULT 0,
            reply BLOB, at INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS claims_at ON claims (at)
        """;

    /// <summary>Since a person's replies are forgotten.</summary>
    private const string ByDecision = "CREATE INDEX claims_decision ON claims (decision)";

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly SqliteFile _file = folder.Open("idempotency", Schema, ByDecision);
    private readonly byte[] _lookup = HKDF.Expand(HashAlgorithmName.SHA256, key, 32, "lookup"u8.ToArray());
    private readonly byte[] _reply = HKDF.Expand(HashAlgorithmName.SHA256, key, 32, "reply"u8.ToArray());

    /// <summary>Tells this process's open claims from those that a crash left.</summary>
    private readonly string _run = Guid.NewGuid().ToString("N");

    public async ValueTask<IdempotencyClaim> ClaimAsync(
        string sender,
        string key,
        ReadOnlyMemory<byte> body,
        string decisionId,
        CancellationToken cancel
    )
    {
        var id = Id(sender, key);
        var hash = HMACSHA256.HashData(_lookup, body.Span);
        var now = clock.GetUtcNow();
        try
        {
            var row = await _file.WriteAsync(session => Claim(session, id, hash, decisionId, now));
            if (row is null)
                return new IdempotencyClaim.Fresh();
            if (!CryptographicOperations.FixedTimeEquals(row.Body, hash))
                return new IdempotencyClaim.OtherBody(row.Decision);
            if (row.Reply is { } sealedReply)
                return new IdempotencyClaim.Known(Unseal(id, row.Decision, sealedReply));
            return row.Doubt ? new IdempotencyClaim.InDoubt(row.Decision) : new IdempotencyClaim.InFlight(Retry);
        }
        catch (StoreUnavailableException)
        {
            return new IdempotencyClaim.Unavailable();
        }
    }

    public async ValueTask CompleteAsync(string sender, string key, StoredReply reply)
    {
        var id = Id(sender, key);
        var sealedReply = Seal(id, reply);
        await _file.WriteAsync(session =>
            session.Execute("UPDATE claims SET reply = $1, decision = $2, doubt = 0 WHERE id = $0", id, sealedReply, reply.DecisionId)
        );
    }

    public async ValueTask AbandonAsync(string sender, string key)
    {
        var id = Id(sender, key);
        await _file.WriteAsync(session => session.Execute("DELETE FROM claims WHERE id = $0 AND reply IS NULL", id));
    }

    public async ValueTask DoubtAsync(string sender, string key)
    {
        var id = Id(sender, key);
        await _file.WriteAsync(session => session.Execute("UPDATE claims SET doubt = 1 WHERE id = $0 AND reply IS NULL", id));
    }

    public Task ForgetAsync(IReadOnlyCollection<string> decisions) =>
        _file.ForgetAsync(session =>
        {
            foreach (var decision in decisions)
                session.Execute("UPDATE claims SET reply = NULL, doubt = 1 WHERE decision = $0 AND reply IS NOT NULL", decision);
        });

    /// <returns>Null when the claim is new and now ours.</returns>
    private Row? Claim(SqliteSession session, byte[] id, byte[] hash, string decisionId, DateTimeOffset now)
    {
        session.Execute("DELETE FROM claims WHERE at < $0", (now - Kept).ToUnixTimeMilliseconds());
        var row = session
            .Rows(
                "SELECT body, decision, run, doubt, reply FROM claims WHERE id = $0",
                r => new Row(
                    r.GetFieldValue<byte[]>(0),
                    r.GetString(1),
                    r.GetString(2),
                    r.GetInt64(3) != 0,
                    r.IsDBNull(4) ? null : r.GetFieldValue<byte[]>(4)
                ),
                id
            )
            .SingleOrDefault();
        if (row is { Reply: null, Doubt: false } && row.Run != _run)
            row = Settle(session, id, row);
        if (row is null)
        {
            session.Execute(
                "INSERT INTO claims (id, body, decision, run, at) VALUES ($0, $1, $2, $3, $4)",
                id,
                hash,
                decisionId,
                _run,
                now.ToUnixTimeMilliseconds()
            );
        }

        return row;
    }

    /// <summary>A crash left this claim: without a decision in the log nothing was sent, with one it may have been.</summary>
    private Row? Settle(SqliteSession session, byte[] id, Row row)
    {
        if (recorded(row.Decision))
        {
            session.Execute("UPDATE claims SET doubt = 1 WHERE id = $0", id);
            return row with { Doubt = true };
        }

        session.Execute("DELETE FROM claims WHERE id = $0", id);
        return null;
    }

    private byte[] Id(string sender, string key) => HMACSHA256.HashData(_lookup, Encoding.UTF8.GetBytes($"{sender}\0{key}"));

    private byte[] Seal(byte[] id, StoredReply reply) =>
        SealedBytes.Seal(
            _reply,
            JsonSerializer.SerializeToUtf8Bytes(
                new Sealed(reply.Status, [.. reply.Headers.Select(h => new[] { h.Key, h.Value })], reply.Body.ToArray())
            ),
            id
        );

    private StoredReply Unseal(byte[] id, string decision, byte[] bytes)
    {
        var reply = JsonSerializer.Deserialize<Sealed>(SealedBytes.Open(_reply, bytes, id))!;
        return new StoredReply(decision, reply.Status, [.. reply.Headers.Select(h => KeyValuePair.Create(h[0], h[1]))], reply.Body);
    }

    private sealed record Row(byte[] Body, string Decision, string Run, bool Doubt, byte[]? Reply);

    private sealed record Sealed(int Status, string[][] Headers, byte[] Body);
}
