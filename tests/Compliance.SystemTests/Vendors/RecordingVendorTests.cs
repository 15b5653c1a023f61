using System.Text.Json.Nodes;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.Vendors;

/// <summary>
/// The judge is judged: what the providers' own clients sign for the provider must be right in the recording vendor's eyes, and the
/// same bytes under another secret wrong. Otherwise "the vendor found the signature right" would prove nothing.
/// </summary>
public sealed class RecordingVendorTests : IAsyncLifetime
{
    private static readonly object TencentPush = new
    {
        PhoneNumberSet = (string[])["+8613900000001"],
        SmsSdkAppId = "1400006666",
        SignName = "花间茶事",
        TemplateId = "1110001",
        TemplateParamSet = (string[])["王女士"],
    };
    private static readonly object AliyunPush = new
    {
        phoneNumbers = "13900000001,13900000002",
        signName = "花间茶事",
        templateCode = "SMS_15305001",
        templateParam = "{\"name\":\"王!*'()~女士\"}",
    };
    private static readonly object PopPush = new
    {
        PhoneNumbers = "13900000001,13900000002",
        SignName = "花间茶事",
        TemplateCode = "SMS_15305001",
        TemplateParam = "{\"name\":\"王!*'()~女士\"}",
    };

    private readonly RecordingVendor _vendor = new();

    public Task InitializeAsync() => _vendor.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Theory]
    [InlineData(true, "TC3-HMAC-SHA256", "POST")]
    [InlineData(false, "TC3-HMAC-SHA256", "POST")]
    [InlineData(true, "HmacSHA256", "POST")]
    [InlineData(false, "HmacSHA256", "POST")]
    [InlineData(true, "HmacSHA1", "GET")]
    [InlineData(false, "HmacSHA1", "GET")]
    public async Task Checks_tencents_signature_as_its_own_client_makes_it(bool right, string signMethod, string reqMethod)
    {
        var said = await CallAsync(
            "tencent-sms.cjs",
            new
            {
                endpoint = "sms.tencentcloudapi.com",
                id = _vendor.Account.Id,
                secret = Secret(right),
                request = TencentPush,
                signMethod,
                reqMethod,
            }
        );
        Assert.Equal(right, _vendor.Pushes.Single().Flaw is null);
        Assert.Equal(
            right ? "Ok" : "AuthFailure.SignatureFailure",
            (string?)(said["resolved"]?["SendStatusSet"]?[0]?["Code"] ?? said["threw"]?["code"])
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Checks_aliyuns_signature_as_its_own_client_makes_it(bool right)
    {
        var said = await CallAsync(
            "aliyun-sms.cjs",
            new
            {
                endpoint = "dysmsapi.aliyuncs.com",
                id = _vendor.Account.Id,
                secret = Secret(right),
                action = "sendSms",
                request = AliyunPush,
            }
        );
        Assert.Equal(right, _vendor.Pushes.Single().Flaw is null);
        Assert.Equal(right, (string?)said["resolved"]?["body"]?["code"] == "OK");
        Assert.Equal(["13900000001", "13900000002"], _vendor.Pushes.Single().Recipients);
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("POST", true)]
    [InlineData("POST", false)]
    public async Task Checks_aliyuns_older_signature_as_its_own_client_makes_it(string method, bool right)
    {
        var said = await CallAsync(
            "aliyun-pop.cjs",
            new
            {
                endpoint = "http://dysmsapi.aliyuncs.com",
                id = _vendor.Account.Id,
                secret = Secret(right),
                action = "SendSms",
                request = PopPush,
                method,
            }
        );
        Assert.Equal(right, _vendor.Pushes.Single().Flaw is null);
        Assert.Equal(right, (string?)said["resolved"]?["Code"] == "OK");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gives_wecoms_client_a_token_for_the_right_secret_alone(bool right)
    {
        var request = new
        {
            external_userid = (string[])["wmAAAA0001"],
            sender = "zhangsan",
            text = new { content = "茶会" },
        };
        var said = await CallAsync(
            "wecom.cjs",
            new
            {
                endpoint = "http://qyapi.weixin.qq.com/",
                id = _vendor.Account.Id,
                secret = Secret(right),
                path = "cgi-bin/externalcontact/add_msg_template",
                request,
            }
        );
        Assert.Equal(right, (int?)said["resolved"]?["body"]?["errcode"] == 0);
        Assert.Equal(right ? 1 : 0, _vendor.Pushes.Count(push => push.Flaw is null));
    }

    private string Secret(bool right) => right ? _vendor.Account.Secret : "another secret";

    private Task<JsonObject> CallAsync(string script, object call) => NodeClient.RunAsync(script, call, _vendor.Address);
}
