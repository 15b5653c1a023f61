using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Compliance.Gateway.Stores.Sqlite;

/// <summary>
/// The folder of the embedded stores. It remembers in <c>created</c> which files it once made: a file that is missing
/// later was lost, and must not silently begin anew without its withdrawals and suppressions.
/// </summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly string _folder;
    private readonly string _list;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, SqliteFile> _files = new(StringComparer.Ordinal);

    public SqliteFolder(string folder, ILogger? log = null)
    {
        _folder = folder;
        _log = log ?? NullLogger.Instance;
        _list = Path.Combine(folder, "created");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>What is wrong, one line a store; empty when all of them answer.</summary>
    public IReadOnlyList<string> Problems =>
        [
            .. _files
                .Values.Where(file => file.Problem is not null)
                .Select(file => $"{file.Name}: {file.Problem}")
                .Order(StringComparer.Ordinal),
        ];

    /// <param name="steps">
    /// The schema as numbered steps, in the order in which they came to be; the file knows how many it has taken (<c>user_version</c>). A step that was
    /// released is never changed. Files older than the numbers have their first step's tables already (<c>IF NOT EXISTS</c>).
    /// </param>
    public SqliteFile Open(string name, params string[] steps)
    {
        var file = new SqliteFile(this, name, steps);
        if (!_files.TryAdd(name, file))
            throw new InvalidOperationException($"Store {name} is open already.");
        return file;
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
    }

    /// <summary>A statement that SQLite can't run is a fault of ours, whatever state the store is in. Its message holds no values.</summary>
    internal void WrongStatement(string store, SqliteException fault) =>
        _log.LogError("store {Store}: a statement is wrong, the store is not: {Fault}", store, fault.Message);

    internal string PathOf(string name) => Path.Combine(_folder, name + ".db");

    internal string? ProblemOf(string name) =>
        File.Exists(PathOf(name)) || !WasCreated(name)
            ? null
            : $"its file {name}.db is gone; restore it from the backup, or delete its line from stores/created to begin empty";

    internal void Created(string name)
    {
        lock (_lock)
        {
            if (!WasCreated(name))
                File.AppendAllText(_list, name + "\n");
        }
    }

    private bool WasCreated(string name) => File.Exists(_list) && File.ReadLines(_list).Contains(name, StringComparer.Ordinal);
}
