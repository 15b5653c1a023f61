namespace Compliance.Gateway.Forwarding;

/// <summary>
/// How far a request's bytes got. The connection writes it, the call reads it; it travels with the request's flow, since the HTTP client
/// between them says nothing about it.
/// </summary>
internal sealed class SentBody
{
    private static readonly AsyncLocal<SentBody?> Flow = new();

    public static SentBody? Current => Flow.Value;

    /// <summary>Every byte was handed to the connection.</summary>
    public bool HandedOver { get; set; }

    /// <summary>The vendor answered before it had read all, and the rest was not written.</summary>
    public bool Cut { get; set; }

    public bool Whole => HandedOver && !Cut;

    public static SentBody Begin() => Flow.Value = new SentBody();
}
