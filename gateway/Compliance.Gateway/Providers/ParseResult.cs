using Compliance.Gateway.Model;

namespace Compliance.Gateway.Providers;

/// <summary>What a request turned out to be: <see cref="Push"/>, <see cref="LocalAnswer"/> or <see cref="Unreadable"/>.</summary>
internal abstract record ParseResult
{
    private ParseResult() { }

    public sealed record Push(ParsedPush Parsed) : ParseResult;

    /// <summary>Answered by the gateway itself (token endpoints): nothing is sent to anybody.</summary>
    public sealed record LocalAnswer(Answer Answer) : ParseResult;

    public sealed record Unreadable(Refusal Refusal) : ParseResult;
}
