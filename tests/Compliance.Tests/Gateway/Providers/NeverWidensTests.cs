using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Aliyun;
using Compliance.Gateway.Providers.Tencent;
using Compliance.Gateway.Providers.Wire;
using Compliance.Tests.Gateway.Providers.Wecom;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Providers;

/// <summary>What leaves, read again as the provider would read it, reaches exactly those who were permitted.</summary>
public sealed class NeverWidensTests
{
    private static readonly Gen<List<bool>> Permitted = Gen.ListOf(Gen.Elements(true, false))
        .Where(rows => rows.Count is > 0 and < 60)
        .Select(rows => rows.ToList());

    [Fact]
    public void Wecom_group_messages() =>
        Holds(
            WecomDesk.Channel(),
            size =>
                WecomDesk.GroupMessage(
                    $$$"""{"sender":"z","external_userid":[{{{Quoted(size, index => $"wm{index}")}}}],"text":{"content":"a"}}"""
                )
        );

    [Fact]
    public void Wecom_chats() =>
        Holds(
            WecomDesk.Channel(),
            size =>
                WecomDesk.GroupMessage(
                    $$$"""{"chat_type":"group","chat_id_list":[{{{Quoted(size, index => $"wr{index}")}}}],"text":{"content":"a"}}"""
                )
        );

    [Fact]
    public void Wecom_staff() =>
        Holds(
            WecomDesk.Channel(),
            size =>
                WecomDesk.StaffMessage(
                    $$$"""{"touser":"{{{Joined(size, "|", index => $"u{index}")}}}","msgtype":"text","text":{"content":"a"}}"""
                )
        );

    [Fact]
    public void Tencent() =>
        Holds(
            new TencentSmsChannel(),
            size =>
                Desk.Request(
                    "POST",
                    "/",
                    "",
                    $$"""{"TemplateId":"1","PhoneNumberSet":[{{Quoted(size, index => $"139{index:D8}")}}]}""",
                    ("Content-Type", "application/json"),
                    ("X-TC-Action", "SendSms"),
                    ("X-TC-Version", "2021-01-11")
                )
        );

    [Fact]
    public void Aliyun() =>
        Holds(
            new AliyunSmsChannel(),
            size =>
                Desk.Request(
                    "POST",
                    "/",
                    $"TemplateCode=S&PhoneNumbers={PercentEncoding.Encode(Joined(size, ",", index => $"139{index:D8}"))}",
                    "",
                    ("x-acs-action", "SendSms"),
                    ("x-acs-version", "2017-05-25")
                )
        );

    [Fact]
    public void Aliyun_batches() =>
        Holds(
            new AliyunSmsChannel(),
            size =>
                Desk.Request(
                    "POST",
                    "/",
                    "",
                    $"TemplateCode=S&PhoneNumberJson={PercentEncoding.Encode($"[{Quoted(size, index => $"139{index:D8}")}]")}",
                    ("Content-Type", "application/x-www-form-urlencoded"),
                    ("x-acs-action", "SendBatchSms"),
                    ("x-acs-version", "2017-05-25")
                )
        );

    private static void Holds(Channel channel, Func<int, InboundRequest> request) =>
        Prop.ForAll(
                Permitted.ToArbitrary(),
                permitted =>
                {
                    var sent = request(permitted.Count);
                    var push = channel.Parse(sent, Desk.Crm).Parsed();

                    // A list of n may hold more recipients than n (staff and parties): the pattern repeats.
                    var denied = Enumerable.Range(0, push.Recipients.Length).Where(index => !permitted[index % permitted.Count]).ToArray();
                    var decision = push.Decide(denied);
                    if (denied.Length == push.Recipients.Length)
                    {
                        Assert.Throws<InvalidOperationException>(() => channel.Rewrite(push, decision));
                        return;
                    }

                    var left = channel.Rewrite(push, decision);
                    var again = channel
                        .Parse(sent with { Method = left.Method, RawQuery = left.RawQuery, Body = left.Body }, Desk.Crm)
                        .Parsed();
                    Assert.Equal(
                        push.Recipients.Where((_, index) => !denied.Contains(index))
                            .Select(recipient => (recipient.Identity, recipient.Kind)),
                        again.Recipients.Select(recipient => (recipient.Identity, recipient.Kind))
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    private static string Quoted(int size, Func<int, string> entry) => Joined(size, " , ", index => $"\"{entry(index)}\"");

    private static string Joined(int size, string separator, Func<int, string> entry) =>
        string.Join(separator, Enumerable.Range(0, size).Select(entry));
}
