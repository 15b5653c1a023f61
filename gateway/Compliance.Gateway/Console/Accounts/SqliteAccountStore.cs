using Compliance.Gateway.Stores;
using Compliance.Gateway.Stores.Sqlite;
using Microsoft.Data.Sqlite;

namespace Compliance.Gateway.Console.Accounts;

internal sealed class SqliteAccountStore : IAccountStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS accounts (
            name TEXT PRIMARY KEY COLLATE NOCASE, roles TEXT NOT NULL, password TEXT, stamp TEXT NOT NULL, disabled INTEGER NOT NULL,
            failures INTEGER NOT NULL, locked_until INTEGER, created_by TEXT NOT NULL, created_at INTEGER NOT NULL, signed_in_at INTEGER);
        CREATE TABLE IF NOT EXISTS invitations (account TEXT PRIMARY KEY COLLATE NOCASE, token TEXT NOT NULL UNIQUE, expires INTEGER NOT NULL)
        """;

    private const string Columns = "name, roles, password, stamp, disabled, failures, locked_until, created_by, created_at, signed_in_at";

    private readonly SqliteFile _file;
    private readonly Remembered<List<Account>> _known;

    public SqliteAccountStore(SqliteFolder folder)
    {
        _file = folder.Open("accounts", Schema);
        _known = new Remembered<List<Account>>(_file, session => session.Rows($"SELECT {Columns} FROM accounts ORDER BY name", Row));
    }

    public IReadOnlyList<Account> All() => _known.Required;

    public Account? Find(string name) => All().FirstOrDefault(account => account.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public async Task<bool> AddAsync(Account account)
    {
        var added = await _file.WriteAsync(session =>
        {
            if (Read(session, account.Name) is not null)
                return false;
            Write(session, account);
            return true;
        });
        _known.Forget();
        return added;
    }

    public async Task<Account?> ChangeAsync(string name, Func<Account, Account> change)
    {
        var changed = await _file.WriteAsync(session =>
        {
            if (Read(session, name) is not { } account)
                return null;
            var changed = change(account);
            Write(session, changed);
            return changed;
        });
        _known.Forget();
        return changed;
    }

    public Task InviteAsync(Invitation invitation) =>
        _file.WriteAsync(session =>
            session.Execute(
                "INSERT OR REPLACE INTO invitations (account, token, expires) VALUES ($0, $1, $2)",
                invitation.Account,
                invitation.TokenHash,
                invitation.Expires.ToUnixTimeMilliseconds()
            )
        );

    public Invitation? FindInvitation(string tokenHash, DateTimeOffset now) => _file.Read(session => Good(session, tokenHash, now));

    public async Task<Account?> AcceptAsync(string tokenHash, DateTimeOffset now, Func<Account?, Account?> accept)
    {
        var accepted = await _file.WriteAsync(session =>
        {
            if (Good(session, tokenHash, now) is not { } invitation)
                return null;
            var account = accept(invitation.Account.Length == 0 ? null : Read(session, invitation.Account));
            if (account is null)
                return null;
            session.Execute("DELETE FROM invitations WHERE token = $0", tokenHash);
            Write(session, account);
            return account;
        });
        _known.Forget();
        return accepted;
    }

    private static Account? Read(SqliteSession session, string name) =>
        session.Rows($"SELECT {Columns} FROM accounts WHERE name = $0", Row, name).FirstOrDefault();

    private static void Write(SqliteSession session, Account account) =>
        session.Execute(
            $"INSERT OR REPLACE INTO accounts ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
            account.Name,
            string.Join(' ', account.Roles),
            account.PasswordHash,
            account.Stamp,
            account.Disabled ? 1 : 0,
            account.Failures,
            account.LockedUntil?.ToUnixTimeMilliseconds(),
            account.CreatedBy,
            account.CreatedAt.ToUnixTimeMilliseconds(),
            account.SignedInAt?.ToUnixTimeMilliseconds()
        );

    private static Invitation? Good(SqliteSession session, string tokenHash, DateTimeOffset now) =>
        session
            .Rows(
                "SELECT account, expires FROM invitations WHERE token = $0 AND expires > $1",
                row => new Invitation(tokenHash, row.GetString(0), Time(row, 1)!.Value),
                tokenHash,
                now.ToUnixTimeMilliseconds()
            )
            .FirstOrDefault();

    private static Account Row(SqliteDataReader row) =>
        new()
        {
            Name = row.GetString(0),
            Roles = [.. row.GetString(1).Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            PasswordHash = row.IsDBNull(2) ? null : row.GetString(2),
            Stamp = row.GetString(3),
            Disabled = row.GetBoolean(4),
            Failures = row.GetInt32(5),
            LockedUntil = Time(row, 6),
            CreatedBy = row.GetString(7),
            CreatedAt = Time(row, 8)!.Value,
            SignedInAt = Time(row, 9),
        };

    private static DateTimeOffset? Time(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
