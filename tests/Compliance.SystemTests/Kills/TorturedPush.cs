using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Kills;

/// <summary>One push under one Idempotency-Key, tried again after every kill until somebody answers for it.</summary>
public sealed class TorturedPush(int number, Person[] people)
{
    /// <summary>Stands in the decision's terms, and on the wire where the vendor sees it.</summary>
    public string Campaign => $"torture-{number}";

    public bool IsSms => number % 2 == 0;

    public PushAnswer? Answer { get; private set; }

    public int Tries { get; private set; }

    /// <summary>Answered for good: sent, refused by policy, or in doubt. "In flight" and a cut connection are neither.</summary>
    public bool IsSettled => Answer is { } answer && !(answer.Status == 409 && answer.Headers.ContainsKey("retry-after"));

    /// <returns>False when the connection was cut.</returns>
    public async Task<bool> TryAsync(PushCaller caller)
    {
        Tries++;
        (string, string)[] headers = [("Idempotency-Key", Campaign), ("Compliance-Campaign", Campaign)];
        try
        {
            Answer = IsSms
                ? await caller.PostJsonAsync(
                    "/tencent-sms/",
                    new
                    {
                        SmsSdkAppId = "1400006666",
                        SignName = Templates.Signature,
                        TemplateId = Templates.Tencent,
                        TemplateParamSet = (string[])["王女士", "春茶"],
                        PhoneNumberSet = people.Select(person => person.E164),
                        SessionContext = Campaign,
                    },
                    [("X-TC-Action", "SendSms"), ("X-TC-Version", "2021-01-11"), .. headers]
                )
                : await caller.PostJsonAsync(
                    "/wecom/cgi-bin/externalcontact/add_msg_template",
                    new
                    {
                        chat_type = "single",
                        external_userid = people.Select(person => person.Customer),
                        sender = Campaign,
                        text = new { content = "您好，今年的春茶已经到店" },
                    },
                    headers
                );
            return true;
        }
        catch (Exception cut) when (cut is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
