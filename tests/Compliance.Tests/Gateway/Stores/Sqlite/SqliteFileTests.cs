using System.Collections.Concurrent;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Stores;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Compliance.Tests.Gateway.Stores.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS words (id INTEGER PRIMARY KEY, word TEXT UNIQUE)";

    private readonly TemporaryFolder _folder = new();
    private SqliteFolder _stores;

    public SqliteFileTests() => _stores = new SqliteFolder(_folder.At("stores"));

    public void Dispose()
    {
        _stores.Dispose();
        _folder.Dispose();
    }

    private static Task AddAsync(SqliteFile file, string word) =>
        file.WriteAsync(session => session.Execute("INSERT INTO words (word) VALUES ($0)", word));

    private static long Count(SqliteFile file) => file.Read(session => (long)session.Scalar("SELECT count(*) FROM words")!);

    private SqliteFile Reopen()
    {
        _stores.Dispose();
        _stores = new SqliteFolder(_folder.At("stores"));
        return _stores.Open("words", Schema);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        var file = _stores.Open("words", Schema);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => AddAsync(file, $"w{i}")));
        Assert.Equal(500, Count(file));
        Assert.Equal(500, Count(Reopen()));
    }

    [Fact]
    public async Task A_write_that_fails_takes_no_other_with_it()
    {
        var file = _stores.Open("words", Schema);
        await AddAsync(file, "one");
        var writes = new[]
        {
            AddAsync(file, "two"),
            AddAsync(file, "one"),
            AddAsync(file, "three"),
            file.WriteAsync(_ => throw new InvalidDataException("mine")),
        };
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal([true, false, true, false], writes.Select(write => write.IsCompletedSuccessfully));
        Assert.IsType<InvalidDataException>(writes[3].Exception!.InnerException);
        Assert.Equal(3, Count(file));
    }

    /// <summary>A mistake of ours in one statement must neither look like a lost disk nor refuse what others write at the same moment.</summary>
    [Fact]
    public async Task A_wrong_statement_is_told_in_the_log_and_is_no_outage()
    {
        var log = new KeptLog();
        using var stores = new SqliteFolder(_folder.At("told"), log);
        var file = stores.Open("words", Schema);
        Assert.False(file.TryRead(session => session.Scalar("SELECT nonsense FROM words"), out _));
        Assert.Throws<SqliteException>(() => file.Read(session => session.Scalar("SELECT nonsense FROM words")));
        var writes = new[]
        {
            AddAsync(file, "13900000001"),
            file.WriteAsync(session => session.Execute("INSERT INTO words (nonsense) VALUES ($0)", "13900000002")),
            AddAsync(file, "two"),
        };
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal([true, false, true], writes.Select(write => write.IsCompletedSuccessfully));
        Assert.IsType<SqliteException>(writes[1].Exception!.InnerException);
        Assert.Null(file.Problem);
        Assert.Equal(2, Count(file));
        Assert.Equal(3, log.Lines.Count);
        Assert.All(log.Lines, line => Assert.Contains("nonsense", line, StringComparison.Ordinal));
        Assert.All(log.Lines, line => Assert.DoesNotContain("139", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_gone_answers_nothing_until_it_is_back()
    {
        var file = _stores.Open("words", Schema);
        await AddAsync(file, "one");
        var reopened = 0;
        file.Reopened += () => reopened++;
        Assert.Equal(1, Count(file));
        File.Move(_folder.At("stores", "words.db"), _folder.At("kept"));
        await Eventually.TrueAsync(() => file.Problem is not null, "the loss is noticed");
        Assert.False(file.TryRead(_ => 1, out var _));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync(file, "two"));
        Assert.Contains("words", Assert.Single(_stores.Problems), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("stores", "words.db")));
        File.Move(_folder.At("kept"), _folder.At("stores", "words.db"));
        await Eventually.TrueAsync(() => file.Problem is null, "it is back");
        await AddAsync(file, "three");
        Assert.Equal(2, Count(file));
        Assert.Equal(1, reopened);
    }

    [Fact]
    public async Task A_file_lost_while_stopped_does_not_begin_anew()
    {
        await AddAsync(_stores.Open("words", Schema), "one");
        _stores.Dispose();
        File.Delete(_folder.At("stores", "words.db"));
        var file = Reopen();
        Assert.NotNull(file.Problem);
        Assert.False(File.Exists(_folder.At("stores", "words.db")));
    }

    [Fact]
    public async Task A_file_overwritten_with_something_else_is_unavailable()
    {
        await AddAsync(_stores.Open("words", Schema), "one");
        _stores.Dispose();
        await File.WriteAllBytesAsync(_folder.At("stores", "words.db"), Enumerable.Repeat((byte)'x', 8192).ToArray());
        var file = Reopen();
        Assert.NotNull(file.Problem);
        Assert.Throws<StoreUnavailableException>(() => Count(file));
    }

    [Fact]
    public async Task Deleted_rows_leave_no_bytes_behind()
    {
        var file = _stores.Open("words", Schema);
        await AddAsync(file, "findmefindmefindme");
        await file.WriteAsync(session => session.Execute("DELETE FROM words"));
        _stores.Dispose();
        foreach (var path in Directory.GetFiles(_folder.At("stores"), "words.db*"))
            Assert.DoesNotContain("findme", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_owner_may_enter_the_folder()
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.At("stores")));
    }

    [Fact]
    public void A_key_file_is_made_once_for_its_owner_alone()
    {
        var key = SecretFile.LoadOrCreate(_folder.At("keys", "content"));
        Assert.Equal(32, key.Length);
        Assert.Equal(key, SecretFile.LoadOrCreate(_folder.At("keys", "content")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.At("keys", "content")));
    }

    private sealed class KeptLog : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue(formatter(state, exception));
    }
}
