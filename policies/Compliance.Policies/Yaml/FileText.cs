using System.Text;
using Compliance.Policies.Files;

namespace Compliance.Policies.Yaml;

/// <summary>A file's bytes as text: UTF-8 and nothing else, bounded.</summary>
internal static class FileText
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? Decode(PolicyFile file, Diagnostics diagnostics)
    {
        var bytes = file.Content.Span;
        if (bytes.Length > MaxBytes)
        {
            diagnostics.Error(
                file.Path,
                0,
                0,
                "file-too-large",
                $"文件有 {bytes.Length:N0} 字节，上限是 {MaxBytes:N0} 字节。",
                "拆成几个文件。"
            );
            return null;
        }
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var zero = bytes.IndexOf((byte)0);
        if (zero >= 0)
        {
            diagnostics.Error(
                file.Path,
                LineOf(bytes, zero),
                0,
                "binary-file",
                "这不是文本文件（含有零字节）。",
                "用 UTF-8 编码另存为文本，或者移走这个文件。"
            );
            return null;
        }
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            diagnostics.Error(
                file.Path,
                LineOf(bytes, error.Index),
                0,
                "not-utf8",
                "文字不是 UTF-8 编码，可能是 GBK。",
                "在编辑器中选择“以 UTF-8 编码保存”。"
            );
            return null;
        }
    }

    private static int LineOf(ReadOnlySpan<byte> bytes, int index) => bytes[..Math.Clamp(index, 0, bytes.Length)].Count((byte)'\n') + 1;
}
