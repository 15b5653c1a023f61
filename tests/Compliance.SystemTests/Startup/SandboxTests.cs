using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Startup;

/// <summary>Who has configured anything means real pushes: the sandbox stands in only where it is asked for, and says so everywhere.</summary>
public sealed class SandboxTests
{
    private const string Push =
        """{"chat_type":"single","external_userid":["wmAAAA0001"],"sender":"zhangsan","text":{"content":"订单已发货"}}""";

    [Fact]
    public async Task Where_it_is_asked_for_it_says_so_in_every_answer_on_ready_and_in_the_log()
    {
        await using var gateway = await GatewayProcess.StartNewAsync(new GatewayLaunch { Settings = { ["Compliance:Sandbox"] = "true" } });
        using var answer = await PushAsync(gateway);
        Assert.Equal("true", Assert.Single(answer.Headers.GetValues("Compliance-Sandbox")));
        Assert.DoesNotContain("vendor-unset", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var ready = await ReadyAsync(gateway);
        Assert.Contains("\"status\":\"degraded\",\"detail\":\"the sandbox answers every push", ready, StringComparison.Ordinal);
        await Eventually.TrueAsync(
            () => gateway.Output.Contains(" WRN Compliance.Gateway the sandbox answers every push", StringComparison.Ordinal),
            "the log warns"
        );

        // A notice by a template that only the sandbox knows is judged as marketing: that is the cause, and not the person.
        using var caller = new PushCaller(gateway.Push, gateway.SenderKey);
        var notice = await caller.TencentAsync([Person.New().E164], ["A1", "B2"], ("Compliance-Category", "service"));
        Assert.Contains("gateway/template-unknown", notice.Text, StringComparison.Ordinal);
        Assert.Contains("TemplateIncorrectOrUnapproved", notice.Text, StringComparison.Ordinal);
        // Who says nothing is judged as marketing for that.
        var unnamed = await caller.TencentAsync([Person.New().E164], ["A1", "B2"]);
        Assert.Contains("PhoneNumberInBlacklist", unnamed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_sender_and_no_vendor_a_push_is_refused_and_ready_names_the_channels()
    {
        await using var gateway = await GatewayProcess.StartNewAsync();
        using var answer = await PushAsync(gateway);
        Assert.False(answer.Headers.Contains("Compliance-Sandbox"));
        Assert.Equal("deny", Assert.Single(answer.Headers.GetValues("Compliance-Decision")));
        Assert.Contains("vendor-unset", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var ready = await ReadyAsync(gateway);
        Assert.Contains("without a vendor, so these refuse: ", ready, StringComparison.Ordinal);
        Assert.Contains("tencent-sms", ready, StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox", gateway.Output, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PushAsync(GatewayProcess gateway)
    {
        using var http = new HttpClient();
        using var push = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Push, "/wecom/cgi-bin/externalcontact/add_msg_template"))
        {
            Content = new StringContent(Push),
        };
        push.Headers.Add("Compliance-Key", gateway.SenderKey);
        return await http.SendAsync(push);
    }

    private static async Task<string> ReadyAsync(GatewayProcess gateway)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(gateway.AdminAddress, "/health/ready"));
        Assert.True(answer.IsSuccessStatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
