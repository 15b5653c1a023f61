using System.Collections.Immutable;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Recording;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Admin;

/// <summary>Judges a text under the live set, for API and console alike. No recipients; nothing is sent, counted or kept.</summary>
internal sealed class CheckDesk(LivePolicySet live, IOptions<GatewayOptions> options, TimeProvider clock)
{
    public const int Longest = 100_000;

    /// <summary>More findings are counted, not listed: nobody reads them, and the effect is that of all.</summary>
    private const int MostListed = 1_000;

    private static readonly KnownFacts Nothing = new()
    {
        Template = Fact.Nothing<TemplateFact>(),
        Sender = Fact.Nothing<SenderFact>(),
        Halts = Fact.Nothing<ImmutableArray<HaltFact>>(),
        Recipients = [],
    };

    public static Fault? Judge(CheckRequest request)
    {
        if (request.Channel is not { } channel || !ChannelCatalog.IsChannelOrFamily(channel))
            return new Fault(
                "channel",
                "缺少通道或者不认识这个通道",
                $"写通道族 {string.Join('、', ChannelCatalog.Families)}，或者具体通道。"
            );
        if (request.Category is not null && WireNames.ToCategory(request.Category) is null)
            return new Fault("category", "不认识这个类别", "写 marketing、service、transaction 或 security；不写按营销检查。");
        return request.Text is not { Length: > 0 and <= Longest }
            ? new Fault("text", "缺少文案或者太长", $"text 写要检查的文案，1 到 {Longest} 个字符。")
            : null;
    }

    /// <param name="request">One that <see cref="Judge"/> has nothing against.</param>
    public CheckAnswer Check(CheckRequest request)
    {
        var message = MessageOf(request, options.Value.Brand, clock.GetUtcNow());
        var check = Evaluator.Check(message, Nothing, live.Set);
        var found = check.Contents[0].Findings.Where(found => found.Field <= 0).ToList();
        return new CheckAnswer(
            check.Effect switch
            {
                CheckEffect.Permit => "permit",
                CheckEffect.Review => "review",
                _ => "deny",
            },
            check.Category.Effective.Wire(),
            [.. found.Take(MostListed).Select(one => View(one, one.Shown(message.Contents[0])))],
            check.Revision
        )
        {
            More = found.Count > MostListed ? found.Count - MostListed : null,
        };
    }

    private static Message MessageOf(CheckRequest request, string brand, DateTimeOffset at) =>
        new()
        {
            Channel = request.Channel!,
            Family = ChannelCatalog.FamilyOf(request.Channel!),
            Sender = "check",
            Brand = brand,
            At = at,
            Declared = WireNames.ToCategory(request.Category),
            Industry = request.Industry,
            EvidenceId = request.Evidence,
            Recipients = [],
            Contents = [new MessageContent { Fields = Fields(request.Text!, brand) }],
        };

    /// <summary>Who writes a text does not write the signature: at sending it stands in a field of its own.</summary>
    private static ImmutableArray<ContentField> Fields(string text, string brand) =>
        [
            new ContentField { Name = "text", Text = text },
            new ContentField
            {
                Name = "signature",
                Text = brand,
                Role = FieldRole.Signature,
            },
        ];

    public static CheckFinding View(Finding found) => View(found, found.Term);

    private static CheckFinding View(Finding found, string shown) =>
        new(
            found.Rule.Id,
            found.Severity.Wire(),
            found.Start,
            found.Length,
            shown,
            found.Rule.Basis[0].Law,
            found.Rule.Basis[0].Article,
            found.Suggestion,
            found.Rule.Title,
            found.Rule.Message
        );
}
