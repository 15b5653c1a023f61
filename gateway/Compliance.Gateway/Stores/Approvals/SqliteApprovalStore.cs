using System.Security.Cryptography;
using System.Text;
using Compliance.Gateway.Stores.Sqlite;

namespace Compliance.Gateway.Stores.Approvals;

internal sealed class SqliteApprovalStore(SqliteFolder folder, byte[] key) : IApprovalStore
{
    private const string Schema = """
        CREATE TABLE approvals (
            id TEXT PRIMARY KEY, action TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL, shown TEXT NOT NULL,
            payload BLOB NOT NULL)
        """;

    private const string Columns = "SELECT id, action, by, at, until, shown, payload FROM approvals";

    private readonly SqliteFile _file = folder.Open("approvals", Schema);
    private readonly byte[] _key = HKDF.Expand(HashAlgorithmName.SHA256, key, 32, "approval"u8.ToArray());

    public Task AddAsync(PendingAct act)
    {
        var payload = SealedBytes.Seal(_key, act.Payload.Span, Encoding.ASCII.GetBytes(act.Id));
        return _file.WriteAsync(session =>
            session.Execute(
                "INSERT INTO approvals (id, action, by, at, until, shown, payload) VALUES ($0, $1, $2, $3, $4, $5, $6)",
                act.Id,
                act.Action,
                act.By,
                act.At.ToUnixTimeMilliseconds(),
                act.Until.ToUnixTimeMilliseconds(),
                act.Shown,
                payload
            )
        );
    }

    public IReadOnlyList<PendingAct> Open(DateTimeOffset now) =>
        _file.Read(session => Rows(session, $"{Columns} WHERE until > $0 ORDER BY at, id", now.ToUnixTimeMilliseconds()));

    public async Task<PendingAct?> TakeAsync(string id, DateTimeOffset now)
    {
        PendingAct? taken = null;
        await _file.ForgetAsync(session =>
        {
            taken = Rows(session, $"{Columns} WHERE id = $0 AND until > $1", id, now.ToUnixTimeMilliseconds()).SingleOrDefault();
            session.Execute("DELETE FROM approvals WHERE id = $0 OR until <= $1", id, now.ToUnixTimeMilliseconds());
        });
        return taken;
    }

    private List<PendingAct> Rows(SqliteSession session, string sql, params ReadOnlySpan<object?> values) =>
        session.Rows(
            sql,
            row => new PendingAct(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
                row.GetString(5),
                SealedBytes.Open(_key, row.GetFieldValue<byte[]>(6), Encoding.ASCII.GetBytes(row.GetString(0)))
            ),
            values
        );
}
