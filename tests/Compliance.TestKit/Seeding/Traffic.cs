using Compliance.TestKit.Callers;

namespace Compliance.TestKit.Seeding;

/// <summary>An ordinary day of a brand's marketing systems, pushed through the front door: the same pushes for the same numbers.</summary>
public sealed class Traffic(PushCaller caller, Customers customers)
{
    private const int AtOnce = 48;

    private static readonly string[] Campaigns =
    [
        "618预热",
        "会员日",
        "春茶上新",
        "双11返场",
        "生日关怀",
        "沉睡唤醒",
        "门店开业",
        "物流通知",
    ];

    private static readonly string[] Texts =
    [
        "618 茶会限时8折，到店即享",
        "全网第一的春茶，限量供应",
        "您的生日礼券已到账，到店领取",
        "新店开业，前 100 名到店有礼",
        "国家级工艺，传承百年的味道",
        "您预约的茶会明天 14:00 开始",
        "会员日全场满 200 减 50",
        "最高级的享受，绝对正宗",
    ];

    /// <returns>How many answers there were of each kind of decision.</returns>
    public async Task<Dictionary<string, int>> PushAsync(int first, int count)
    {
        var seen = new Dictionary<string, int>();
        var next = first - 1;
        await Task.WhenAll(
            Enumerable
                .Range(0, AtOnce)
                .Select(async _ =>
                {
                    while (Interlocked.Increment(ref next) is var number && number < first + count)
                    {
                        var answer = await PushAsync(number);
                        lock (seen)
                            seen[answer.Decision ?? $"{answer.Status}"] = seen.GetValueOrDefault(answer.Decision ?? $"{answer.Status}") + 1;
                    }
                })
        );
        return seen;
    }

    private Task<PushAnswer> PushAsync(int number)
    {
        List<(string, string)> headers = [("Compliance-Campaign", Campaigns[number / 7 % Campaigns.Length])];
        if (number % 5 == 4)
            headers.Add(("Compliance-Category", "service"));
        return (number % 10) switch
        {
            < 5 => caller.TencentAsync(
                [.. customers.Take(number * 3, 1 + number % 3).Select(person => person.E164)],
                ["王女士", "春茶"],
                [.. headers]
            ),
            < 7 => caller.AliyunAsync([customers[number * 5].Phone], "王女士", [.. headers]),
            _ => caller.WecomAsync(
                Texts[number / 3 % Texts.Length],
                [.. customers.Take(number * 13, number % 500 == 8 ? 300 : 2 + number % 6).Select(person => person.Customer)],
                [.. headers]
            ),
        };
    }
}
