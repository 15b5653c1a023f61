using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>Two gateways of one brand before one vendor: a WeCom token of one holds at the other and over a restart; group robots have keys of their own.</summary>
public sealed class OneBrandTests : IAsyncLifetime
{
    private readonly string _tokenKey = $"token-key-{Guid.NewGuid():N}";
    private Scene _scene = null!;
    private GatewayProcess _other = null!;

    public async Task InitializeAsync()
    {
        var senderKey = $"crm.{Guid.NewGuid():N}";
        _scene = await Scene.SetAsync(
            new GatewayLaunch
            {
                Settings = new() { ["Compliance:TokenKey"] = _tokenKey, ["Compliance:Senders:crm:Key"] = senderKey },
            }
        );
        _other = await GatewayProcess.StartNewAsync(
            new GatewayLaunch
            {
                Clock = _scene.Clock,
                Settings = new(_scene.Vendor.Settings())
                {
                    ["Compliance:TokenKey"] = _tokenKey,
                    ["Compliance:Senders:crm:Key"] = senderKey,
                    ["Compliance:Vendors:wecom:Accounts:default:RobotKeys:sales"] = _scene.Vendor.Account.RobotKey("sales"),
                    ["Compliance:Vendors:wecom:Accounts:default:RobotKeys:care"] = _scene.Vendor.Account.RobotKey("care"),
                },
            }
        );
        _senderKey = senderKey;
    }

    private string _senderKey = "";

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task A_token_that_one_gateway_handed_out_holds_at_the_other_and_over_a_restart_and_each_robot_leaves_with_its_key()
    {
        var token = await TokenAsync("ww-any-corp");
        Assert.NotEqual(40014, await StaffAsync(_other.Push, token));
        Assert.Equal(0, await StaffAsync(_scene.Gateway.Push, token));

        await _scene.Gateway.StopAsync();
        await _scene.Gateway.StartAsync();
        Assert.Equal(0, await StaffAsync(_scene.Gateway.Push, token));
        Assert.Equal(40014, await StaffAsync(_scene.Gateway.Push, token[..^1] + (token[^1] == 'A' ? 'B' : 'A')));

        foreach (var robot in (string[])["sales", "care"])
        {
            var told = $"今晚八点在茶室开会，{robot}";
            Assert.Equal(0, await RobotAsync($"{_senderKey}:{robot}", told));
            var push = Assert.Single(_scene.Vendor.Pushes, push => (string?)push.Request.Json["text"]?["content"] == told);
            Assert.Null(push.Flaw);
            Assert.Equal(_scene.Vendor.Account.RobotKey(robot), push.Request.Fields()["key"]);
        }

        var before = _scene.Vendor.Pushes.Count;
        Assert.NotEqual(0, await RobotAsync($"{_senderKey}:nobody", "今晚八点在茶室开会"));
        Assert.NotEqual(0, await RobotAsync($"{_senderKey}", "今晚八点在茶室开会"));
        Assert.NotEqual(0, await RobotAsync("wrong:sales", "今晚八点在茶室开会"));
        Assert.Equal(before, _scene.Vendor.Pushes.Count);
    }

    private async Task<string> TokenAsync(string corp)
    {
        using var http = new HttpClient();
        var reply = JsonNode.Parse(
            await http.GetStringAsync(new Uri(_scene.Gateway.Push, $"/wecom/cgi-bin/gettoken?corpid={corp}&corpsecret={_senderKey}"))
        )!;
        return (string?)reply["access_token"] ?? throw new InvalidOperationException(reply.ToJsonString());
    }

    private static Task<int> StaffAsync(Uri gateway, string token) =>
        ErrorCodeAsync(
            new Uri(gateway, $"/wecom/cgi-bin/message/send?access_token={token}"),
            new
            {
                touser = "zhangsan",
                msgtype = "text",
                agentid = 1,
                text = new { content = "下午三点在茶室开会" },
            }
        );

    private Task<int> RobotAsync(string key, string content) =>
        ErrorCodeAsync(
            new Uri(_other.Push, $"/wecom/cgi-bin/webhook/send?key={key}"),
            new { msgtype = "text", text = new { content, mentioned_mobile_list = (string[])["@all"] } }
        );

    private static async Task<int> ErrorCodeAsync(Uri address, object body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(address, content);
        return (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errcode"]!;
    }
}
