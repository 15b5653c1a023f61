using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;

namespace Compliance.Tests.Gateway.Providers.Wecom;

public sealed class WecomAnswerTests
{
    private readonly Channel _wecom = WecomDesk.Channel();

    [Fact]
    public void Removed_customers_join_the_vendors_fail_list_and_its_other_bytes_stay()
    {
        var push = Customers();
        var (reply, answer) = Merge(
            push,
            push.Decide([1]),
            """{"errcode":0,"errmsg":"ok","fail_list":["wmC"],"msgid":"msgGCAAAX","big":18100287008546512999}"""
        );
        Assert.Equal([VendorOutcome.Accepted, VendorOutcome.NotSent, VendorOutcome.Refused], reply.Outcomes.ToArray());
        Assert.Equal(("0", "msgGCAAAX"), (reply.Code, reply.Receipt));
        Assert.Equal(
            """{"errcode":0,"errmsg":"ok","fail_list":["wmC","wmB"],"msgid":"msgGCAAAX","big":18100287008546512999}""",
            answer.Body.Text()
        );
    }

    [Fact]
    public void Without_a_fail_list_one_is_added()
    {
        var push = Customers();
        Assert.Equal(
            """{"errcode":0,"errmsg":"ok","fail_list":["wmB"]}""",
            Merge(push, push.Decide([1]), """{"errcode":0,"errmsg":"ok"}""").Answer.Body.Text()
        );
    }

    [Fact]
    public void Removed_staff_join_the_invalid_users()
    {
        var push = _wecom
            .Parse(WecomDesk.StaffMessage("""{"touser":"ZhangSan|lisi|wangwu","msgtype":"text","text":{"content":"开会"}}"""), Desk.Crm)
            .Parsed();
        var (reply, answer) = Merge(push, push.Decide([2]), """{"errcode":0,"errmsg":"ok","invaliduser":"zhangsan","msgid":"x"}""");
        Assert.Equal([VendorOutcome.Refused, VendorOutcome.Accepted, VendorOutcome.NotSent], reply.Outcomes.ToArray());
        Assert.Equal("zhangsan|wangwu", (string)answer.Json()["invaliduser"]!);
    }

    /// <summary>Whoever stands in any of the lists of those who were not served got nothing.</summary>
    [Theory]
    [InlineData("invaliduser")]
    [InlineData("unlicenseduser")]
    public void Staff_who_got_nothing_are_not_counted_as_accepted(string list)
    {
        var push = _wecom
            .Parse(WecomDesk.StaffMessage("""{"touser":"ZhangSan|lisi","msgtype":"text","text":{"content":"开会"}}"""), Desk.Crm)
            .Parsed();
        var (reply, answer) = Merge(push, push.Decide([]), $$"""{"errcode":0,"errmsg":"ok","{{list}}":"zhangsan","msgid":"x"}""");
        Assert.Equal([VendorOutcome.Refused, VendorOutcome.Accepted], reply.Outcomes.ToArray());
        Assert.Equal("zhangsan", (string)answer.Json()[list]!);
    }

    [Theory]
    [InlineData("""{"errcode":45009,"errmsg":"limit"}""", 200, nameof(VendorOutcome.Refused))]
    [InlineData("""{"errcode":-1,"errmsg":"busy"}""", 200, nameof(VendorOutcome.Unknown))]
    [InlineData("<html>bad gateway</html>", 502, nameof(VendorOutcome.Unknown))]
    [InlineData("<html>too large</html>", 413, nameof(VendorOutcome.Refused))]
    [InlineData("""{"ok":true}""", 200, nameof(VendorOutcome.Unknown))]
    [InlineData("""{"errcode":0,"fail_list":[1]}""", 200, nameof(VendorOutcome.Unknown))]
    public void The_vendors_refusals_and_silences_are_told_apart(string body, int status, string outcome)
    {
        var push = Customers();
        var reply = _wecom.ReadReply(push, push.Decide([]), Desk.Vendor("wecom"), Desk.Reply(body, status));
        Assert.All(reply.Outcomes, each => Assert.Equal(outcome, $"{each}"));
    }

    [Theory]
    [InlineData(40014)]
    [InlineData(42001)]
    [InlineData(40001)]
    public void A_refused_token_of_the_gateways_is_not_blamed_on_the_caller(int code)
    {
        var push = Customers();
        var (reply, answer) = Merge(push, push.Decide([]), $$"""{"errcode":{{code}},"errmsg":"invalid access_token"}""");
        Assert.True(reply.TokenRefused);
        Assert.All(reply.Outcomes, outcome => Assert.Equal(VendorOutcome.Refused, outcome));
        Assert.Equal(50900, (int)answer.Json()["errcode"]!);
    }

    [Fact]
    public void A_refusal_is_http_200_with_an_errcode_the_rule_in_chinese_and_every_id()
    {
        var push = Customers();
        var decision = push.Decide([0, 1, 2]);
        var answer = _wecom.Refuse(push, Desk.PolicyRefusal(decision));
        Assert.Equal(200, answer.Status);
        Assert.Equal(40096, (int)answer.Json()["errcode"]!);
        Assert.Contains("已撤回营销同意", answer.Body.Text(), StringComparison.Ordinal);
        Assert.Contains("gateway/withdrawn", answer.Body.Text(), StringComparison.Ordinal);
        Assert.Equal(["wmA", "wmB", "wmC"], answer.Json()["fail_list"]!.AsArray().Select(id => (string)id!));
    }

    [Theory]
    [MemberData(nameof(Desk.Kinds), MemberType = typeof(Desk))]
    public void No_refusal_looks_like_success_to_a_client_that_ignores_the_status(string kind)
    {
        var refusal = new Refusal
        {
            Kind = Enum.Parse<RefusalKind>(kind),
            Reason = "r",
            Message = "拒绝",
            RetryAfter = TimeSpan.FromSeconds(1.2),
        };
        foreach (var push in (ParsedPush?[])[null, Customers()])
        {
            var answer = _wecom.Refuse(push, refusal);
            Assert.Equal(200, answer.Status);
            Assert.NotEqual(0, (int)answer.Json()["errcode"]!);
            Assert.Contains(KeyValuePair.Create("Retry-After", "2"), answer.Headers);
        }
    }

    private ParsedPush Customers() =>
        _wecom
            .Parse(
                WecomDesk.GroupMessage("""{"external_userid":["wmA","wmB","wmC"],"sender":"zhangsan","text":{"content":"a"}}"""),
                Desk.Crm
            )
            .Parsed();

    private (VendorReply Reply, Answer Answer) Merge(ParsedPush push, Compliance.Rules.Decisions.Decision decision, string body)
    {
        var reply = _wecom.ReadReply(push, decision, Desk.Vendor("wecom"), Desk.Reply(body));
        return (reply, _wecom.MergeReply(push, decision, Desk.Reply(body), reply));
    }
}
