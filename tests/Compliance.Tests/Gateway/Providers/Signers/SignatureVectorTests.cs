using System.Collections.Immutable;
using System.Text;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Aliyun;
using Compliance.Gateway.Providers.Signers;
using Compliance.Gateway.Providers.Tencent;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Tests.Gateway.Providers.Signers;

/// <summary>The providers' published examples, and requests as real clients send them, signed by another implementation (Python's hmac).</summary>
public sealed class SignatureVectorTests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private const string TencentBody =
        """{"SmsSdkAppId":"1400006666","SignName":"花间茶事","TemplateId":"1110001","TemplateParamSet":["王女士","618"],"PhoneNumberSet":["+8613900000001","13900000002"],"SessionContext":"campaign-618-001"}""";

    [Theory]
    [InlineData("content-type;host", "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c")]
    [InlineData("content-type;host;x-tc-action", "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3")]
    public void Tencents_published_examples_are_valid(string signedHeaders, string signature)
    {
        var request = Desk.Request(
            "POST",
            "/",
            "",
            """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""",
            ("Host", "cvm.tencentcloudapi.com"),
            ("Content-Type", "application/json; charset=utf-8"),
            ("X-TC-Action", "DescribeInstances"),
            ("X-TC-Timestamp", "1551113065"),
            (
                "Authorization",
                $"TC3-HMAC-SHA256 Credential=AKID/2019-02-25/cvm/tc3_request, SignedHeaders={signedHeaders}, Signature={signature}"
            )
        );
        var check = Tc3Signature.Verify(
            request,
            _ => new SecretText("Gu5t9xGARNpq86cd98joQYCN3*******"),
            DateTimeOffset.FromUnixTimeSeconds(1551113065)
        );
        var valid = Assert.IsType<SignatureCheck.Valid>(check);
        Assert.Equal(
            ("AKID", $"tc3:{signature}", DateTimeOffset.FromUnixTimeSeconds(1551113065 + 300), signedHeaders),
            (valid.KeyId, valid.ReplayKey, valid.Expires, string.Join(';', valid.Headers))
        );
    }

    [Fact]
    public void A_tencent_client_with_another_endpoint_signs_its_first_label_and_the_host_without_port() =>
        Assert.IsType<SignatureCheck.Valid>(Tencent(TencentRequest(TencentBody), Desk.Now));

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void A_tencent_signature_holds_for_five_minutes(int seconds, bool holds)
    {
        var check = Tencent(TencentRequest(TencentBody), Desk.Now.AddSeconds(seconds));
        Assert.Equal(holds ? typeof(SignatureCheck.Valid) : typeof(SignatureCheck.Expired), check.GetType());
    }

    [Fact]
    public void A_changed_body_breaks_tencents_signature() =>
        Assert.IsType<SignatureCheck.Wrong>(Tencent(TencentRequest(TencentBody.Replace("13900000002", "13900000003")), Desk.Now));

    /// <summary>Each of these is a right signature over too little, or of another day.</summary>
    [Theory]
    [InlineData("2026-11-21", "host", "826a06f40a8025bd852409234fe12d7fee4bc16080e7e52a64584ae956dfc09f")]
    [InlineData("2026-11-20", "content-type;host", "3c443139b9de3b03dd1b08a4f8f61fa378f17bf5476d7d43dabab00e9fd3c2ff")]
    [InlineData("2026-11-20", "content-type;host", "9506bae3a6c6e6b35969f093d239395dd6c93e00645e0ac725d6dfae9d30324c")]
    public void A_tencent_signature_covers_the_content_type_and_is_of_its_timestamps_day(
        string date,
        string signedHeaders,
        string signature
    )
    {
        var request = TencentRequest(TencentBody);
        request.Headers.Authorization =
            $"TC3-HMAC-SHA256 Credential=crm/{date}/127/tc3_request, SignedHeaders={signedHeaders}, Signature={signature}";
        Assert.IsType<SignatureCheck.Wrong>(Tencent(request, Desk.Now));
    }

    [Fact]
    public void What_leaves_for_tencent_is_signed_as_the_provider_checks_it()
    {
        var account = Desk.Vendor("tencent-sms", "sms.tencentcloudapi.com");
        var authorization = Tc3Signature.Authorize(
            Outbound("", """{"PhoneNumberSet":["+8613900000001"]}"""),
            "application/json; charset=utf-8",
            account,
            "sms",
            Desk.Now
        );
        Assert.Equal(
            "TC3-HMAC-SHA256 Credential=vendor-id/2026-11-21/sms/tc3_request, SignedHeaders=content-type;host, Signature=44679eead83aed5186eff4078446bfc128d0bef2c33b40fe2b5b1dadbe1b928f",
            authorization
        );
    }

    [Fact]
    public void Aliyuns_published_acs3_example_is_valid()
    {
        var request = Desk.Request(
            "POST",
            "/",
            "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
            "",
            ("Host", "ecs.cn-shanghai.aliyuncs.com"),
            ("x-acs-action", "RunInstances"),
            ("x-acs-content-sha256", EmptyHash),
            ("x-acs-date", "2023-10-26T10:22:32Z"),
            ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
            ("x-acs-version", "2014-05-26"),
            (
                "Authorization",
                "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
            )
        );
        var at = new DateTimeOffset(2023, 10, 26, 10, 22, 32, TimeSpan.Zero);
        var valid = Assert.IsType<SignatureCheck.Valid>(Acs3Signature.Verify(request, _ => new SecretText("YourAccessKeySecret"), at));
        Assert.Equal(
            ("YourAccessKeyId", "acs3:3156853299f313e23d1673dc12e1703d", at.AddMinutes(15), 6),
            (valid.KeyId, valid.ReplayKey, valid.Expires, valid.Headers.Count)
        );
    }

    [Theory]
    [InlineData("", typeof(SignatureCheck.Valid))]
    [InlineData("PhoneNumbers=13900000009", typeof(SignatureCheck.Wrong))]
    public void An_aliyun_client_signs_the_host_with_its_port_and_the_body_is_covered(string body, Type expected) =>
        Assert.IsType(
            expected,
            Aliyun(
                body,
                "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version",
                "d7dd8872523d0315760d50afc7189c1585ecca5258264b4c8e6e73a96bc3a237"
            )
        );

    /// <summary>Each of these is a right signature over too little.</summary>
    [Theory]
    [InlineData(
        "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-version",
        "44ca445f4ecfc5b10432cd9af6fe9d7867b83e043c3300a397109fefcd343c07"
    )]
    [InlineData(
        "host;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version",
        "3867f49cea2721e544f3f2296e3a4633ff16ad8d77471f19dd6ffb20c692b643"
    )]
    [InlineData(
        "host;x-acs-action;x-acs-date;x-acs-signature-nonce;x-acs-version",
        "1d7b76a1c0d992b6462898bba8c380c0c8217dfd66f2b422e6625e4e2c466abd"
    )]
    public void An_aliyun_signature_covers_nonce_action_and_content(string signedHeaders, string signature) =>
        Assert.IsType<SignatureCheck.Wrong>(Aliyun("", signedHeaders, signature));

    [Fact]
    public void What_leaves_for_aliyun_is_signed_as_the_provider_checks_it()
    {
        var plain = Outbound("TemplateCode=SMS_1", "PhoneNumberJson=%5B%2213900000001%22%5D") with
        {
            Headers =
            [
                new("Accept", "application/json"),
                new("x-acs-action", "SendBatchSms"),
                new("x-acs-version", "2017-05-25"),
                new("Content-Type", "application/x-www-form-urlencoded"),
            ],
        };
        var signed = Acs3Signature.Authorize(plain, Desk.Vendor("aliyun-sms", "dysmsapi.aliyuncs.com"), Desk.Now, "n-2");
        Assert.EndsWith(
            "Signature=ed8be92dc61319812bc766189bd74bdeb9bac7a8c3c6b8277049006c4c9ce092",
            signed.Headers.Single(header => header.Key == "Authorization").Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Aliyuns_published_rpc_example_is_valid()
    {
        var at = new DateTimeOffset(2016, 2, 23, 12, 46, 24, TimeSpan.Zero);
        const string query =
            "Timestamp=2016-02-23T12%3A46%3A24Z&Format=XML&AccessKeyId=testid&Action=DescribeRegions&SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf&Version=2014-05-26&SignatureVersion=1.0&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D";
        var check = AliyunRpcSignature.Verify(
            Desk.Request("GET", "/", query, ""),
            Parameters.Read(query),
            _ => new SecretText("testsecret"),
            at
        );
        Assert.Equal(new SignatureCheck.Valid("testid", "rpc:3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf", at.AddMinutes(15)), check);
    }

    [Theory]
    [InlineData("13900000001", 0, typeof(SignatureCheck.Valid))]
    [InlineData("13900000002", 0, typeof(SignatureCheck.Wrong))]
    [InlineData("13900000001", 16, typeof(SignatureCheck.Expired))]
    public void A_form_in_the_older_dialect_is_covered_field_by_field(string phone, int minutes, Type expected)
    {
        var form =
            "AccessKeyId=crm&Action=SendSms&Format=JSON&SignatureMethod=HMAC-SHA1&SignatureNonce=n-3&SignatureVersion=1.0&Timestamp=2026-11-21T20%3A31%3A54Z&Version=2017-05-25"
            + $"&PhoneNumbers={phone}&SignName={PercentEncoding.Encode("花间茶事")}&TemplateCode=SMS_1&TemplateParam={PercentEncoding.Encode("{\"name\":\"王*女士 (a)\"}")}"
            + $"&Signature={PercentEncoding.Encode("lJdKvurKUCWHRHSCwYESCdaJp0I=")}";
        var at = new DateTimeOffset(2026, 11, 21, 20, 31, 54, TimeSpan.Zero).AddMinutes(minutes);
        Assert.IsType(
            expected,
            AliyunRpcSignature.Verify(Desk.Request("POST", "/", "", form), Parameters.Read(form), Desk.Senders.SecretOf, at)
        );
    }

    /// <summary>The example in Tencent's description of its first signature.</summary>
    [Theory]
    [InlineData("cvm.tencentcloudapi.com", "", true)]
    [InlineData("gateway.example:8080", "cvm.tencentcloudapi.com", true)]
    [InlineData("gateway.example:8080", "sms.tencentcloudapi.com", false)]
    public void Tencents_published_first_signature_is_valid_under_the_host_that_was_signed(string arrived, string own, bool valid)
    {
        const string query =
            "Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Limit=20&Nonce=11886&Offset=0&Region=ap-guangzhou"
            + "&SecretId=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE&Timestamp=1465185768&Version=2017-03-12&Signature=EliP9YW3pW28FpsEdkXt%2F%2BWcGeI%3D";
        var check = TencentV1Signature.Verify(
            Desk.Request("GET", "/", query, "", ("Host", arrived)),
            Parameters.Read(query),
            _ => new SecretText("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"),
            DateTimeOffset.FromUnixTimeSeconds(1465185768),
            own.Length == 0 ? [] : [own]
        );
        if (valid)
            Assert.Equal("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", Assert.IsType<SignatureCheck.Valid>(check).KeyId);
        else
            Assert.Equal(["gateway.example", own], Assert.IsType<SignatureCheck.Wrong>(check).Hosts);
    }

    [Theory]
    [InlineData("2026-11-21T20:31:54Z", true)]
    [InlineData("2026-11-21T20:31:54.123Z", true)]
    [InlineData("2026-11-21T20:31:54.1234567Z", true)]
    [InlineData("2026-11-21T20:31:54+00:00", true)]
    [InlineData("2026-11-22T04:31:54+08:00", true)]
    [InlineData("2026-11-21T20:31:54", false)]
    [InlineData("2026-11-21 20:31:54Z", false)]
    [InlineData("1795290714", false)]
    public void Aliyuns_times_are_read_with_their_zone(string text, bool known)
    {
        var at = new DateTimeOffset(2026, 11, 21, 20, 31, 54, TimeSpan.Zero);
        var read = AliyunTime.Read(text);
        Assert.Equal(known, read is { } found && found - at < TimeSpan.FromSeconds(1));
    }

    private static SignatureCheck Aliyun(string body, string signedHeaders, string signature)
    {
        var request = Desk.Request(
            "POST",
            "/",
            "OutId=c1&PhoneNumbers=13900000001%2C13900000002&SignName=%E8%8A%B1%E9%97%B4%E8%8C%B6%E4%BA%8B&TemplateCode=SMS_15305001&TemplateParam=%7B%22name%22%3A%22%E7%8E%8B%E5%A5%B3%E5%A3%AB%22%7D",
            body,
            ("Host", "127.0.0.1:18080"),
            ("x-acs-action", "SendSms"),
            ("x-acs-content-sha256", EmptyHash),
            ("x-acs-date", "2026-11-21T20:31:54Z"),
            ("x-acs-signature-nonce", "n-1"),
            ("x-acs-version", "2017-05-25"),
            ("Authorization", $"ACS3-HMAC-SHA256 Credential=crm,SignedHeaders={signedHeaders},Signature={signature}")
        );
        return Acs3Signature.Verify(request, Desk.Senders.SecretOf, new DateTimeOffset(2026, 11, 21, 20, 31, 54, TimeSpan.Zero));
    }

    private static InboundRequest TencentRequest(string body) =>
        Desk.Request(
            "POST",
            "/",
            "",
            body,
            ("Host", "127.0.0.1:18080"),
            ("Content-Type", "application/json"),
            ("X-TC-Timestamp", "1795290714"),
            ("X-TC-Action", "SendSms"),
            (
                "Authorization",
                "TC3-HMAC-SHA256 Credential=crm/2026-11-21/127/tc3_request, SignedHeaders=content-type;host, Signature=9506bae3a6c6e6b35969f093d239395dd6c93e00645e0ac725d6dfae9d30324c"
            )
        );

    private static SignatureCheck Tencent(InboundRequest request, DateTimeOffset now) =>
        Tc3Signature.Verify(request, Desk.Senders.SecretOf, now);

    private static OutboundRequest Outbound(string query, string body) =>
        new()
        {
            Method = "POST",
            Path = "/",
            RawQuery = query,
            Headers = ImmutableArray<KeyValuePair<string, string>>.Empty,
            Body = Encoding.UTF8.GetBytes(body),
        };
}
