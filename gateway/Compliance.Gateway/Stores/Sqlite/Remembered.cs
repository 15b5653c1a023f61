namespace Compliance.Gateway.Stores.Sqlite;

/// <summary>
/// All of a store that is small, read once and kept until it changes. A writer commits, then calls <see cref="Forget"/> or <see cref="Change"/>,
/// and only then says that the write is effective: no reader that starts afterwards sees what was before.
/// </summary>
internal sealed class Remembered<T>
    where T : class
{
    private readonly SqliteFile _file;
    private readonly Func<SqliteSession, T> _read;

    /// <summary>Reading and forgetting take turns: what was read before a write must not stand here after it.</summary>
    private readonly Lock _turns = new();
    private volatile T? _known;

    public Remembered(SqliteFile file, Func<SqliteSession, T> read)
    {
        (_file, _read) = (file, read);
        file.Reopened += Forget;
    }

    /// <summary>Null when the store can't answer, which is never the same as empty.</summary>
    public T? Value
    {
        get
        {
            if (_file.Problem is not null)
                return null;
            if (_known is { } known)
                return known;
            lock (_turns)
            {
                return _known ??= _file.TryRead(_read, out var read) ? read : null;
            }
        }
    }

    /// <exception cref="StoreUnavailableException" />
    public T Required => Value ?? throw new StoreUnavailableException(_file.Name, _file.Problem ?? "read failed");

    public void Forget()
    {
        lock (_turns)
        {
            _known = null;
        }
    }

    /// <summary>What is not remembered now is read with the change in it.</summary>
    public void Change(Action<T> change)
    {
        lock (_turns)
        {
            if (_known is { } known)
                change(known);
        }
    }
}
