using Compliance.Gateway.Model;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Pipeline;

/// <summary>A parsed push, its headers and its sender's defaults → the message that the rules judge.</summary>
internal static class OutboundMessage
{
    public static Message Of(Parsed push, DateTimeOffset now)
    {
        var (parsed, sender, headers) = (push.Push, push.Sender, push.Headers);
        var purpose = headers.Purpose ?? sender.Purpose;
        return new Message
        {
            Channel = push.Channel.Id,
            Family = parsed.Family,
            Sender = sender.Name,
            Brand = sender.Brand,
            At = Milliseconds(now),
            Account = parsed.Account,
            Campaign = headers.Campaign ?? sender.Campaign,
            Purpose = purpose,
            PurposeNamed = headers.Purpose is not null || sender.HasOnePurpose,
            Declared = headers.Category ?? sender.Category,
            ByChannel = parsed.CategorySignal,
            Industry = sender.Industry,
            EvidenceId = headers.Evidence,
            TemplateId = parsed.TemplateId is { } template ? TemplateIds.Normal(template) : null,
            MinimumRecipients = sender.RefusesPartial ? parsed.Recipients.Length : parsed.MinimumRecipients,
            Recipients = parsed.Recipients,
            Contents = parsed.Contents,
        };
    }

    /// <summary>Kept times have no finer part, and a decision must be the same when it is replayed from what was kept.</summary>
    private static DateTimeOffset Milliseconds(DateTimeOffset at) =>
        new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
}
