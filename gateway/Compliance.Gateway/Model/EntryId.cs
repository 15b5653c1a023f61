namespace Compliance.Gateway.Model;

internal static class EntryId
{
    /// <summary>UUIDv7 (RFC 9562), 32 lower-case hex digits: sorts by time.</summary>
    public static string New(DateTimeOffset at) => Guid.CreateVersion7(at).ToString("N");
}
