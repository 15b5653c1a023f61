using System.Text;
using Compliance.Audit;

namespace Compliance.LoadTests.Audit;

/// <summary>Decisions of the size that the gateway writes: twelve terms, one recipient in most and three in some, evidence for all, and every tenth person new.</summary>
internal sealed class SampleDecisions(AuditTrail trail, DateTimeOffset start)
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        "{\"account\":\"default\",\"purpose\":\"marketing\",\"category\":{\"declared\":\"marketing\",\"effective\":\"marketing\",\"by\":\"template\"},\"template\":\"SMS_15400\",\"content\":[{\"hmac\":\"mZ0o0mW1PzB3cUpX7f7Q3g\",\"findings\":[[\"banned-words\",12,2,\"block\"]],\"obligations\":[]}],\"revision\":\"b3c1d0a8f6e27f8a9c51\",\"engine\":\"0.1.0+7f1c\",\"denied\":[],\"counts\":{\"asked\":1,\"sent\":1,\"removed\":0},\"shadow\":[],\"degraded\":false,\"retryAt\":null}"
    );
    private static readonly byte[] Shared = Encoding.UTF8.GetBytes(
        $"{{\"variants\":[{{\"text\":\"{new string('消', 60)}\"}}],\"template\":\"SMS_15400\",\"settings\":{{}}}}"
    );
    private static readonly byte[] Row = Encoding.UTF8.GetBytes(
        "{\"identity\":\"phone:+8613900000001\",\"variables\":[\"1234\",\"5\"],\"facts\":{\"consent\":\"granted\",\"notice\":\"privacy-v3\",\"zone\":\"Asia/Shanghai\"}}"
    );

    public AuditEntry Make(int number)
    {
        var people =
            number / 10 * 9 + Math.Min(number % 10, 8) is var seen && number % 10 == 9 ? seen : seen * 7919L % Math.Max(1, number / 10);
        var subjects = number % 16 == 0 ? 3 : 1;
        return new AuditEntry
        {
            Type = "decision",
            Id = Guid.CreateVersion7(start.AddMilliseconds(number)).ToString("N"),
            At = start.AddMilliseconds(number * 20L),
            Terms =
            [
                new("channel", number % 3 == 0 ? "aliyun-sms" : "tencent-sms"),
                new("family", "sms"),
                new("campaign", number % 10_000 == 5 ? "rare" : $"c{number / 1000 % 50}"),
                new("sender", $"crm-{number % 5}"),
                new("effect", "permit"),
                new("rule", "consent-marketing"),
                new("law", "个人信息保护法/13"),
                new("rule", number % 20_000 == 7 ? "seldom" : "cap-sms-daily"),
                new("law", "民法典/1033"),
                new("cap", $"cap-sms-daily@2026-11-{1 + number / 50_000 % 28:00}"),
                new("revision", "b3c1d0a8f6e27f8a9c51"),
                new("category", "marketing"),
            ],
            All = [0, 1, 2, 3, 10, 11],
            Subjects =
            [
                .. Enumerable
                    .Range(0, subjects)
                    .Select(i => new EntrySubject
                    {
                        Slot = trail.Vault.Resolve($"phone:+86139{(people + i) % 100_000_000:00000000}"),
                        Terms = [4, 5, 6, 7, 8, 9],
                        Evidence = Row,
                    }),
            ],
            Body = Body,
            SharedEvidence = Shared,
        };
    }
}
