using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Compliance.Audit.Storage;

/// <summary>What .NET can't say about durable files: directory fsync, fdatasync, preallocation, a whole file system's sync.</summary>
internal static partial class DurableFile
{
    /// <summary>After this the file's old or its new bytes are there, never a mixture, whatever fails.</summary>
    public static void Replace(
        string path,
        ReadOnlySpan<byte> bytes,
        UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
    )
    {
        var temporary = path + ".tmp";
        File.Delete(temporary);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using (var file = new FileStream(temporary, options))
        {
            file.Write(bytes);
            Sync(file.SafeFileHandle);
        }
        File.Move(temporary, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    public static void SyncDirectory(string path)
    {
        // .NET can't open a directory, so the descriptor comes from libc.
        var descriptor = Check(Open(path, 0), path);
        try
        {
            Check(FSync(descriptor), path);
        }
        finally
        {
            Close(descriptor);
        }
    }

    /// <summary>fdatasync: the file's bytes and the length needed to read them.</summary>
    public static void Sync(SafeFileHandle file) => Check(FDataSync((int)file.DangerousGetHandle()), "fdatasync");

    /// <summary>Lets the disk begin with what was written, and waits for nothing: left to pile up, it would all stand before somebody's sync at once.</summary>
    public static void BeginSync(SafeFileHandle file)
    {
        // Only a hint: what it does not bring to disk, a later sync does.
        if (OperatingSystem.IsLinux())
            _ = SyncFileRange((int)file.DangerousGetHandle(), 0, 0, SyncFileRangeWrite);
    }

    /// <summary>syncfs: every file of the file system that holds this one.</summary>
    public static void SyncAll(string directory)
    {
        var descriptor = Check(Open(directory, 0), directory);
        try
        {
            Check(SyncFs(descriptor), directory);
        }
        finally
        {
            Close(descriptor);
        }
    }

    /// <summary>Reserves the space, so that a later write can't meet a full disk, and sets the length. Unwritten bytes read as zero.</summary>
    public static void Reserve(SafeFileHandle file, long length)
    {
        var error = Fallocate((int)file.DangerousGetHandle(), 0, length);
        if (error != 0)
            throw new IOException($"no space for {length} bytes (errno {error})");
    }

    private const uint SyncFileRangeWrite = 2;

    private static int Check(int result, string what) =>
        result >= 0 ? result : throw new IOException($"{what}: errno {Marshal.GetLastPInvokeError()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(int descriptor, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(int descriptor);

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Fallocate(int descriptor, long offset, long length);
}
