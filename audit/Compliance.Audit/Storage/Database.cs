using SQLitePCL;

namespace Compliance.Audit.Storage;

/// <summary>A SQLite file with kept statements. One thread at a time. Microsoft.Data.Sqlite's parameter objects would cost more than the rows that are written here.</summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly Dictionary<string, Statement> _statements = [];

    static Database() => Batteries_V2.Init();

    /// <param name="secureDelete">Overwrite deleted rows: what was erased must not linger on free pages.</param>
    public Database(string path, bool readOnly = false, bool secureDelete = true)
    {
        var flags = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        Throw(raw.sqlite3_open_v2(path, out _connection, flags | raw.SQLITE_OPEN_NOMUTEX, null));
        raw.sqlite3_busy_timeout(_connection, 10_000);
        if (!readOnly)
            Execute(
                $"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete={(secureDelete ? "ON" : "OFF")}; PRAGMA cache_size=-32000"
            );
    }

    public void Execute(string sql) => Throw(raw.sqlite3_exec(_connection, sql));

    /// <summary>The kept statement for that text, reset, to be bound and stepped.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Throw(raw.sqlite3_prepare_v2(_connection, sql, out var prepared));
            _statements.Add(sql, statement = new Statement(this, prepared));
        }
        statement.Reset();
        return statement;
    }

    /// <summary>All or nothing.</summary>
    public void Transaction(Action work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            foreach (var statement in _statements.Values)
                statement.Reset();
            raw.sqlite3_exec(_connection, "ROLLBACK");
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        raw.sqlite3_close_v2(_connection);
    }

    internal void Throw(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
            return;
        throw new IOException(
            $"SQLite {result}: {(_connection is null ? "not opened" : raw.sqlite3_errmsg(_connection).utf8_to_string())}"
        );
    }
}

internal sealed class Statement(Database database, sqlite3_stmt prepared) : IDisposable
{
    private int _bound;

    public Statement Bind(long value) => Checked(raw.sqlite3_bind_int64(prepared, ++_bound, value));

    public Statement Bind(ReadOnlySpan<byte> value) => Checked(raw.sqlite3_bind_blob(prepared, ++_bound, value));

    public Statement Bind(string value) => Checked(raw.sqlite3_bind_text(prepared, ++_bound, value));

    /// <summary>True: there is a row to read.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(prepared);
        database.Throw(result);
        return result == raw.SQLITE_ROW;
    }

    public void Run()
    {
        Step();
        Reset();
    }

    public long Long(int column) => raw.sqlite3_column_int64(prepared, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(prepared, column) == raw.SQLITE_NULL;

    /// <summary>Good until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(prepared, column);

    public string Text(int column) => raw.sqlite3_column_text(prepared, column).utf8_to_string();

    public void Reset()
    {
        raw.sqlite3_reset(prepared);
        _bound = 0;
    }

    public void Dispose() => raw.sqlite3_finalize(prepared);

    private Statement Checked(int result)
    {
        database.Throw(result);
        return this;
    }
}
