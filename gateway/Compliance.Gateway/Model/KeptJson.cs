using System.Text.Encodings.Web;
using System.Text.Json;

namespace Compliance.Gateway.Model;

internal static class KeptJson
{
    /// <summary>Chinese stays readable in the log; the entries are never put into a page without encoding.</summary>
    public static JsonWriterOptions Options { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
