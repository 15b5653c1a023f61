using System.Security.Cryptography;

namespace Compliance.Audit.Payloads;

/// <summary>The system's random bytes, fetched some kilobytes at a time: a call for twelve costs more than sealing with them. Each byte is given out once.</summary>
internal static class RandomBytes
{
    private const int Portion = 4096;

    [ThreadStatic]
    private static byte[]? _bytes;

    [ThreadStatic]
    private static int _left;

    public static void Fill(Span<byte> into)
    {
        var bytes = _bytes ??= new byte[Portion];
        if (_left < into.Length)
        {
            RandomNumberGenerator.Fill(bytes);
            _left = Portion;
        }
        var taken = bytes.AsSpan(_left - into.Length, into.Length);
        taken.CopyTo(into);
        taken.Clear();
        _left -= into.Length;
    }
}
