using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Compliance.Gateway.Model;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Activity;

/// <summary>What a push carries, by names that tell nothing of it: a plain hash of a short text can be guessed.</summary>
/// <param name="Template">Null where it has none.</param>
/// <param name="Texts">Each that a reader would know again.</param>
/// <param name="Spelled">The same texts, and shorter ones, as a reader takes them in: never kept.</param>
/// <param name="Reached">What limits over time count by: its sender, and its template or, without one, all that it says.</param>
internal sealed record CarriedContent(string? Template, ImmutableArray<string> Texts, ImmutableArray<string> Spelled, string Reached)
{
    public IEnumerable<string> Names => Template is null ? Texts : Texts.Prepend(Template);
}

/// <summary>Names contents, and the signatures that came with them, under the gateway's own key.</summary>
internal sealed class ContentNames(byte[] key)
{
    /// <summary>Shorter ones ("click to see") stand in everybody's messages.</summary>
    private const int ShortestKnownAgain = 6;

    public CarriedContent Of(Message message, TemplateFact? template)
    {
        ImmutableArray<string> texts =
        [
            .. message
                .Contents.SelectMany(content => SpelledAlike.Of(content, message.TemplateId is null ? null : template?.Text ?? ""))
                .Distinct(),
        ];
        var carried = message.TemplateId is { } id ? OfTemplate(message.Channel, id) : null;
        return new(
            carried,
            [.. texts.Where(text => text.Length >= ShortestKnownAgain).Select(OfSpelled)],
            texts,
            Name('r', $"{message.Sender}\0{carried ?? string.Join('\0', texts)}")
        );
    }

    public string OfText(string text) => OfSpelled(SpelledAlike.Of(text));

    public string OfTemplate(string channel, string id) => Name('t', $"{channel}\0{TemplateIds.Normal(id)}");

    public string OfCampaign(string campaign) => Name('c', OneSpelling(campaign));

    /// <summary>Names the sender as well: nonces of two senders don't collide.</summary>
    public string OfSignature(string sender, string signature) => Name('s', $"{sender}\0{signature}");

    public static bool SameCampaign(string one, string other) => OneSpelling(one) == OneSpelling(other);

    /// <summary>A campaign whatever the width and case of its name and whatever stands between its letters and digits, invisible signs too; its digits tell one from another and stay.</summary>
    private static string OneSpelling(string campaign)
    {
        var said = string.Concat(campaign.EnumerateRunes().Where(Rune.IsLetterOrDigit));
        return TemplateIds.Normal(said.Length == 0 ? campaign : said);
    }

    private string OfSpelled(string text) => Name('x', text);

    private string Name(char kind, string what) =>
        $"{kind}:{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(what)).AsSpan(0, 18))}";
}
