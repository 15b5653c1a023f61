using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Compliance.Gateway.Stores.Sqlite;

/// <summary>
/// One SQLite file for one purpose. One thread writes, many writes to a commit and so to an fsync; readers have
/// connections of their own. A probe notices when the file is gone or damaged: from then on nothing is answered
/// (an open connection to a deleted file would go on answering), until the file is back.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(250);

    private const int Constraint = 19;

    private readonly SqliteFolder _folder;
    private readonly string _path;
    private readonly string[] _steps;
    private readonly BlockingCollection<Work> _queue = new(boundedCapacity: 10_000);
    private readonly Thread _thread;
    private ConcurrentBag<SqliteSession> _readers = [];
    private SqliteSession? _writer;
    private volatile string? _problem;
    private bool _missed;
    private long _probedAt;

    internal SqliteFile(SqliteFolder folder, string name, string[] steps)
    {
        _folder = folder;
        _steps = steps;
        _path = folder.PathOf(name);
        Name = name;
        Probe();
        _thread = new Thread(Run) { IsBackground = true, Name = $"store {name}" };
        _thread.Start();
    }

    public string Name { get; }

    /// <summary>Null while the store answers; else what is wrong, for the operator. Never personal data.</summary>
    public string? Problem => _problem;

    /// <summary>The file came back after an absence: whatever was remembered of it is to be forgotten.</summary>
    public event Action? Reopened;

    /// <exception cref="StoreUnavailableException">The store can't answer.</exception>
    /// <exception cref="SqliteException">It can, but not this statement.</exception>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        if (TryRead(read, out var value, out var fault))
            return value;
        if (fault is not null && !IsOutage(fault))
            throw fault;
        throw new StoreUnavailableException(Name, _problem ?? "read failed", fault);
    }

    /// <summary>The hot path's read: false when the store can't answer.</summary>
    public bool TryRead<T>(Func<SqliteSession, T> read, [MaybeNullWhen(false)] out T value) => TryRead(read, out value, out _);

    private bool TryRead<T>(Func<SqliteSession, T> read, [MaybeNullWhen(false)] out T value, out SqliteException? fault)
    {
        (value, fault) = (default, null);
        if (_problem is not null)
            return false;
        SqliteSession? session = null;
        var pool = _readers;
        try
        {
            if (!pool.TryTake(out session))
                session = Open(SqliteOpenMode.ReadOnly);
            value = read(session);
            pool.Add(session);
            return true;
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            fault = e;
            if (IsBroken(e))
                _problem = Describe(e);
            else if (!IsOutage(e))
                _folder.WrongStatement(Name, e);
            return false;
        }
    }

    /// <summary>Returns once the write is durable. <paramref name="write"/>'s own exceptions come back and undo only that write.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write) => QueueAsync(new Work<T>(this, write));

    /// <summary>The same for what must be gone: before it returns, what was deleted has left the write-ahead file too.</summary>
    public Task ForgetAsync(Action<SqliteSession> write) =>
        QueueAsync(new Work<bool>(this, session => Do(session, write)) { IsForgetting = true });

    private Task<T> QueueAsync<T>(Work<T> work)
    {
        try
        {
            _queue.Add(work);
        }
        catch (InvalidOperationException e)
        {
            return Task.FromException<T>(new StoreUnavailableException(Name, "shutting down", e));
        }

        return work.Done.Task;
    }

    public Task WriteAsync(Action<SqliteSession> write) => WriteAsync(session => Do(session, write));

    private static bool Do(SqliteSession session, Action<SqliteSession> write)
    {
        write(session);
        return true;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _writer?.Dispose();
        CloseReaders();
    }

    private void Run()
    {
        var batch = new List<Work>();
        while (!_queue.IsCompleted)
        {
            if (_queue.TryTake(out var first, ProbeEvery))
            {
                batch.Add(first);
                while (batch.Count < 1_000 && _queue.TryTake(out var next))
                    batch.Add(next);
            }

            if (Environment.TickCount64 - _probedAt >= ProbeEvery.TotalMilliseconds || !File.Exists(_path))
                Probe();
            if (batch.Count > 0)
                Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<Work> batch)
    {
        try
        {
            var writer = _problem is null ? _writer : null;
            if (writer is null)
                throw new StoreUnavailableException(Name, _problem ?? "not open");
            writer.Execute("BEGIN IMMEDIATE");
            foreach (var work in batch)
                work.Run(writer);
            writer.Execute("COMMIT");
            if (batch.Exists(work => work.IsForgetting))
                EmptyWriteAhead(writer);
        }
        catch (Exception e) when (e is SqliteException or StoreUnavailableException)
        {
            Undo();
            foreach (var work in batch)
                work.Fail(e as StoreUnavailableException ?? new StoreUnavailableException(Name, Describe((SqliteException)e), e));
            return;
        }

        foreach (var work in batch)
            work.Complete();
    }

    /// <summary>Waits for readers that still need it; they are short.</summary>
    private void EmptyWriteAhead(SqliteSession writer)
    {
        writer.Execute("PRAGMA busy_timeout = 5000");
        var busy = writer.Rows("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0)).Single() != 0;
        if (busy)
            throw new StoreUnavailableException(Name, "its write-ahead file could not be emptied");
    }

    private void Undo()
    {
        try
        {
            _writer?.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The failed statement had already ended the transaction.
        }
    }

    private void Probe()
    {
        _probedAt = Environment.TickCount64;
        try
        {
            var problem = _folder.ProblemOf(Name);
            if (problem is null)
                Check();
            else
                Lose(problem);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Lose(e is SqliteException sqlite ? Describe(sqlite) : "its file can't be opened");
        }
    }

    private void Check()
    {
        if (_writer is null)
        {
            _writer = Open(SqliteOpenMode.ReadWriteCreate);
            _writer.Execute("PRAGMA journal_mode = WAL");
            _writer.Execute("PRAGMA synchronous = FULL");
            _writer.Execute("PRAGMA secure_delete = ON");
            if (!Upgrade(_writer))
                return;
            _folder.Created(Name);
        }
        else
        {
            using var fresh = Open(SqliteOpenMode.ReadOnly);
            fresh.Scalar("SELECT count(*) FROM sqlite_schema");
        }

        _problem = null;
        if (!_missed)
            return;
        _missed = false;
        Reopened?.Invoke();
    }

    /// <summary>Takes the steps that the file has not yet seen, each whole or not at all.</summary>
    private bool Upgrade(SqliteSession writer)
    {
        var taken = (long)writer.Scalar("PRAGMA user_version")!;
        if (taken > _steps.Length)
        {
            Lose($"its file was written by a newer version (schema {taken}, known are {_steps.Length}); run that version");
            return false;
        }

        for (var step = taken; step < _steps.Length; step++)
        {
            writer.Execute("BEGIN IMMEDIATE");
            foreach (var statement in _steps[step].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                writer.Execute(statement);
            writer.Execute($"PRAGMA user_version = {step + 1}");
            writer.Execute("COMMIT");
        }

        return true;
    }

    private void Lose(string problem)
    {
        _problem = problem;
        _missed = true;
        _writer?.Dispose();
        _writer = null;
        CloseReaders();
    }

    private void CloseReaders()
    {
        foreach (var session in Interlocked.Exchange(ref _readers, []))
            session.Dispose();
    }

    private SqliteSession Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = _path,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = 5,
            }.ToString()
        );
        try
        {
            connection.Open();
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return new SqliteSession(connection);
    }

    /// <summary>I/O error, corrupt, can't open, not a database.</summary>
    private static bool IsBroken(SqliteException e) => e.SqliteErrorCode is 10 or 11 or 14 or 26;

    /// <summary>Broken, or busy, locked, out of memory, read-only, interrupted, full, the locks' protocol: whatever the statement was, it would not have gone.</summary>
    private static bool IsOutage(SqliteException e) => IsBroken(e) || e.SqliteErrorCode is (>= 5 and <= 9) or 13 or 15;

    private static string Describe(SqliteException e) => $"SQLite error {e.SqliteErrorCode} ({e.SqliteExtendedErrorCode})";

    private abstract class Work
    {
        public bool IsForgetting { get; init; }

        public abstract void Run(SqliteSession session);

        public abstract void Complete();

        public abstract void Fail(Exception e);
    }

    private sealed class Work<T>(SqliteFile file, Func<SqliteSession, T> write) : Work
    {
        private T? _result;
        private Exception? _refused;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(SqliteSession session)
        {
            session.Execute("SAVEPOINT work");
            try
            {
                _result = write(session);
                session.Execute("RELEASE work");
            }
            catch (Exception e) when (e is not SqliteException outage || !IsOutage(outage))
            {
                // The work's own refusal, a constraint that it ran into, a wrong statement: the others in the commit are not concerned.
                session.Execute("ROLLBACK TO work");
                session.Execute("RELEASE work");
                _refused = e;
                if (e is SqliteException { SqliteErrorCode: not Constraint } wrong)
                    file._folder.WrongStatement(file.Name, wrong);
            }
        }

        public override void Complete()
        {
            if (_refused is null)
                Done.SetResult(_result!);
            else
                Done.SetException(_refused);
        }

        public override void Fail(Exception e) => Done.TrySetException(e);
    }
}
