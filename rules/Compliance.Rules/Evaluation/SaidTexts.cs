using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Evaluation;

/// <summary>
/// What tells one text from another to who reads it: the campaign and the folded text, titles and body without the signature, which differs from
/// channel to channel. A digest, since a counter is named by it; whoever keeps the name puts it under a key first.
/// </summary>
internal sealed class SaidTexts
{
    private readonly RenderedText _rendered = new();
    private readonly FoldedText _folded = new();
    private readonly List<string?> _known = [];
    private Message _message = null!;
    private string? _template;

    public void Start(Message message, KnownFacts facts)
    {
        _message = message;
        _template = message.TemplateId is not null && facts.Template.IsKnown(out var template) ? template.Text : null;
        _known.Clear();
    }

    public string Of(int content)
    {
        while (_known.Count <= content)
            _known.Add(null);
        return _known[content] ??= Digest(_message.Contents[content]);
    }

    private string Digest(MessageContent content)
    {
        _rendered.Render(content.Fields, content.Fields.Select(field => field.Text).ToArray(), _template);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, _message.Campaign ?? "");
        // Of a template that nobody knows only the variables are known: its id stands for its text.
        Append(hash, _template is null ? _message.TemplateId ?? "" : "");
        Append(hash, Folded(_rendered.Title));
        Append(hash, Folded(WithoutSignature(_rendered.Body)));
        return Base64Url.EncodeToString(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<char> part)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(part.ToArray()));
        hash.AppendData([0]);
    }

    private ReadOnlySpan<char> Folded(ReadOnlySpan<char> text)
    {
        _folded.Fold(text);
        return _folded.Symbols.AsSpan(0, _folded.Count);
    }

    private static ReadOnlySpan<char> WithoutSignature(ReadOnlySpan<char> body) =>
        body.StartsWith("【") && body.IndexOf('】') is > 0 and var end ? body[(end + 1)..] : body;
}
