using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>No label opens the gate: what a message says makes its category, variant by variant. Nobody here has consented to anything but where a test says so.</summary>
public sealed class LabelTests(LabelScene labels) : IClassFixture<LabelScene>
{
    private Scene Scene => labels.Scene;

    public static TheoryData<string> Disguises =>
        [
            "全网最低价，国家级品质，根治糖尿病，稳赚不赔",
            "本周全场七折，速来",
            "会员专享５折起",
            "优-惠-券已到账，点击领取",
            "满意度调查，填问卷送10元话费",
            "积分即将清零，快来兑换好礼",
            "邀请好友各得20元",
            "新款到店，给您留了一件",
            "详情 dwz.cn/a1b2",
            "请勿错过，双十一全场五折速来",
            "谨防错过双十一全场五折",
            "新品上市欢迎选购",
            "打骨折，买二赠一",
            "加微信 hj618 详聊",
            "羊绒围巾才一百六",
            "周五咱们店里碰头",
            "搜一搜我们的店名",
            "收藏的那套杯子跌了40块",
            "岁末清货",
            "wu zhe feng ding",
            "6期0息随便挑",
            "请您知悉以下内容并在方便的时候按照下面所写的每一个步骤逐一完成各项操作以后再与我们联系谢谢",
        ];

    public static TheoryData<string> Notices =>
        [
            "单号SF1029384756",
            "满300减40后实付268元",
            "使用优惠券一张，实付79元",
            "预计12月3日18:00前送达",
            "收件人王先生，静安区云杉路9号",
            "快递员已到楼下等您取件",
            "配件已到店，可来取机",
        ];

    [Theory]
    [MemberData(nameof(Disguises))]
    public async Task A_promotion_in_a_variable_is_marketing_whatever_is_declared(string value)
    {
        foreach (var category in (string[])["service", "transaction", "security"])
        {
            var stranger = Person.New();
            var answer = await SendAsync(LabelScene.OrderTemplate, [value], [stranger], ("Compliance-Category", category));
            Assert.Equal("deny", answer.Decision);
            Assert.DoesNotContain(Scene.Vendor.Requests, request => request.Text.Contains(stranger.Phone, StringComparison.Ordinal));
            Assert.Equal("marketing", (string?)(await Scene.Admin.DecisionAsync(answer.DecisionId))["categoryReason"]!["effective"]);
        }
    }

    [Theory]
    [MemberData(nameof(Notices))]
    public async Task An_honest_notice_reaches_whoever_ordered(string value)
    {
        var answer = await SendAsync(LabelScene.OrderTemplate, [value], [Person.New()], ("Compliance-Category", "transaction"));
        Assert.Equal("permit", answer.Decision);
    }

    /// <summary>One sign in each of the variables that stand side by side, and a word where the text announces a code.</summary>
    [Theory]
    [InlineData("您的包裹{1}{2}{3}{4}已到，请及时领取。", "transaction", "来", "店", "喝", "茶")]
    [InlineData("您的包裹{1}{2}{3}{4}已到，请及时领取。", "transaction", "云", "杉", "青", "瓷")]
    [InlineData("您的登录验证码{1}，5分钟内有效。", "security", "来店喝茶")]
    [InlineData("您的登录验证码为{1}，5分钟内有效。", "security", "8Z")]
    public async Task An_untyped_variable_is_no_blank_page(string text, string category, params string[] values)
    {
        var id = "66" + Person.New().Phone;
        await Scene.Admin.TemplateAsync("tencent-sms", id, text, category, Templates.Signature);
        Assert.Equal("deny", (await SendAsync(id, values, [Person.New()])).Decision);
        Assert.Equal("permit", (await SendAsync(id, [.. values.Select(_ => "4821")], [Person.New()])).Decision);
    }

    [Fact]
    public async Task A_code_variable_holds_a_code()
    {
        Assert.Equal("permit", (await SendAsync(LabelScene.CodeTemplate, ["482913"], [Person.New()])).Decision);
        Assert.Equal("deny", (await SendAsync(LabelScene.CodeTemplate, ["482913（另有好消息）"], [Person.New()])).Decision);
    }

    [Theory]
    [InlineData("482913，全场五折", "5")]
    [InlineData("482913", "5分钟内有效，新品上市欢迎选购")]
    public async Task A_warning_in_the_fixed_text_excuses_no_promotion_in_a_value(string code, string minutes)
    {
        var template = new
        {
            channel = "tencent-sms",
            id = "88" + Person.New().Phone,
            text = "验证码{1}，{2}分钟内有效，请勿泄露给他人。",
            category = "security",
            signature = Templates.Signature,
        };
        using var registered = await Scene.Admin.Http.PostAsJsonAsync("/api/templates", template);
        Assert.Equal(HttpStatusCode.OK, registered.StatusCode);
        Assert.Equal("permit", (await SendAsync(template.id, ["482913", "5"], [Person.New()])).Decision);
        Assert.Equal("deny", (await SendAsync(template.id, [code, minutes], [Person.New()])).Decision);
    }

    [Fact]
    public async Task A_signature_that_no_template_has_is_marketing()
    {
        var body = Body(LabelScene.CodeTemplate, ["482913"], [Person.New()]);
        body["SignName"] = Templates.Signature + "送券啦";
        Assert.Equal("deny", (await TencentAsync(body)).Decision);
    }

    [Theory]
    [InlineData(" {0} ")]
    [InlineData("wide")]
    public async Task Another_spelling_of_a_template_is_the_same_template(string spelling)
    {
        var id =
            spelling == "wide" ? string.Concat(LabelScene.OrderTemplate.Select(c => (char)(c + 0xFEE0))) : $" {LabelScene.OrderTemplate} ";
        var answer = await SendAsync(id, ["本周全场七折，速来"], [Person.New()], ("Compliance-Category", "transaction"));
        Assert.Equal("deny", answer.Decision);
    }

    [Theory]
    [InlineData("您的订单已发货。年终大促低至三折，速来选购。")]
    [InlineData("验证码{1}。注册即送188元新人礼包")]
    [InlineData("满{1}减{2}，快来逛逛")]
    [InlineData("{1}")]
    [InlineData("{1}{2}")]
    [InlineData("尊敬的{1}，{2}")]
    [InlineData("【花间茶事】亲爱的会员{1}：{2}，祝您生活愉快！")]
    [InlineData("温馨提示：{1}，请查收")]
    public async Task A_promotion_is_not_registered_as_a_notice(string text)
    {
        var template = new
        {
            channel = "tencent-sms",
            id = "77" + Person.New().Phone,
            text,
            category = "service",
            signature = Templates.Signature,
        };
        using var refused = await Scene.Admin.Http.PostAsJsonAsync("/api/templates", template);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.NotEmpty(JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["findings"]!.AsArray());
    }

    /// <summary>A signature is read like the text, and once registered every push of the channel may carry it.</summary>
    [Theory]
    [InlineData("华笺送券啦", false)]
    [InlineData("全场五折速来", false)]
    [InlineData("新品上市欢迎选购", false)]
    [InlineData("华笺文具", true)]
    [InlineData("顺丰速运", true)]
    [InlineData("招商银行信用卡", true)]
    [InlineData("美团外卖", true)]
    [InlineData("云杉青瓷旗舰店", true)]
    public async Task A_signature_is_judged_when_it_is_registered(string signature, bool honest)
    {
        var template = new
        {
            channel = "tencent-sms",
            id = "78" + Person.New().Phone,
            text = "您的取件码{1}，请到店领取",
            category = "service",
            signature,
        };
        using var answer = await Scene.Admin.Http.PostAsJsonAsync("/api/templates", template);
        Assert.Equal(honest ? HttpStatusCode.OK : HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Theory]
    [InlineData("验证码{1}", null)]
    [InlineData("您的取件码{1}，请到{2}领取", null)]
    [InlineData("尊敬的{1}，{2}", "code")]
    public async Task A_short_notice_that_names_its_matter_or_holds_no_words_is_registered(string text, string? type)
    {
        object template = new
        {
            channel = "tencent-sms",
            id = "77" + Person.New().Phone,
            text,
            category = "service",
            signature = Templates.Signature,
            variables = type is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["1"] = type, ["2"] = type },
        };
        using var registered = await Scene.Admin.Http.PostAsJsonAsync("/api/templates", template);
        Assert.Equal(HttpStatusCode.OK, registered.StatusCode);
    }

    [Theory]
    [InlineData("全场五", "折")]
    [InlineData("红", "包")]
    [InlineData("折扣", "已受理")]
    [InlineData("定金膨胀", "已受理")]
    [InlineData("积分翻倍", "已受理")]
    [InlineData("已受理", "公众号")]
    [InlineData("已受理", "小 程 序")]
    [InlineData("已受理", "【優惠】")]
    public async Task A_mark_over_two_values_or_a_value_that_is_one_is_marketing(string first, string second)
    {
        var answer = await SendAsync(LabelScene.PairTemplate, [first, second], [Person.New()]);
        Assert.Equal("deny", answer.Decision);
    }

    /// <summary>Its words between them part two values, and a word that goes on is another one.</summary>
    [Theory]
    [InlineData(LabelScene.ServiceTemplate, "A8", "折叠椅")]
    [InlineData(LabelScene.ServiceTemplate, "68", "折")]
    [InlineData(LabelScene.PairTemplate, "88126", "折返跑鞋")]
    [InlineData(LabelScene.PairTemplate, "68", "折线图板")]
    public async Task Two_values_make_no_word_that_nobody_reads(string template, string first, string second) =>
        Assert.Equal("permit", (await SendAsync(template, [first, second], [Person.New()])).Decision);

    [Theory]
    [InlineData("红包封面")]
    [InlineData("进店有礼")]
    [InlineData("优惠券收纳包")]
    [InlineData("新款羊毛围巾")]
    [InlineData("限量版球鞋")]
    [InlineData("玫瑰精油小样5ml")]
    [InlineData("中秋月饼礼盒")]
    [InlineData("尝鲜装牛肉干")]
    [InlineData("直降噪耳机")]
    public async Task The_name_of_what_was_ordered_is_no_promotion(string name)
    {
        Assert.Equal("permit", (await SendAsync(LabelScene.ItemTemplate, [name, "明天"], [Person.New()])).Decision);
        Assert.Equal("deny", (await SendAsync(LabelScene.ItemTemplate, ["茶具", "全场五折"], [Person.New()])).Decision);
    }

    [Fact]
    public async Task Each_variant_says_what_it_was_called_and_what_made_it_another()
    {
        (string, string)[] headers = [("Compliance-Category", "security")];
        var tried = await SendAsync(
            LabelScene.ServiceTemplate,
            ["本周全场七折", "速来"],
            [Person.New()],
            [.. headers, ("Compliance-Dry-Run", "true")]
        );
        var category = tried.Json["contents"]![0]!["category"]!;
        Assert.Equal(
            ("security", "service", "marketing", "guard-marketing-words"),
            ((string?)category["declared"], (string?)category["template"], (string?)category["effective"], (string?)category["by"])
        );
        Assert.NotEmpty(category["marks"]!.AsArray());
        Assert.Contains(
            "声明为安全，模板为服务；按营销核对（规则 guard-marketing-words 认定：",
            (string)category["text"]!,
            StringComparison.Ordinal
        );
        var sent = await SendAsync(LabelScene.ServiceTemplate, ["本周全场七折", "速来"], [Person.New()], headers);
        var kept = (await Scene.Admin.DecisionAsync(sent.DecisionId))["contents"]![0]!["category"]!;
        Assert.Equal((string?)category["text"], (string?)kept["text"]);
    }

    [Fact]
    public async Task A_purpose_that_no_pack_lists_opens_nothing()
    {
        var person = Person.New();
        await Scene.Admin.SubjectAsync(person.Subject, person.PhoneIdentity, person.CustomerIdentity);
        var grant = new
        {
            identity = person.CustomerIdentity,
            channel = "wecom",
            purpose = "promo",
            action = "grant",
        };
        using var refused = await Scene.Admin.Http.PostAsJsonAsync("/api/consents", grant);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var answer = await Scene.Caller.WecomAsync("会员日到了，欢迎来店里坐坐", [person.Customer], ("Compliance-Purpose", "promo"));
        Assert.Equal("deny", answer.Decision);
    }

    [Fact]
    public async Task A_service_purpose_carries_no_marketing()
    {
        var person = Person.New();
        await Scene.Admin.SubjectAsync(person.Subject, person.PhoneIdentity, person.CustomerIdentity);
        await Scene.Admin.GrantAsync(person.CustomerIdentity, "wecom", "service");
        var answer = await Scene.Caller.WecomAsync("会员日到了，欢迎来店里坐坐", [person.Customer], ("Compliance-Purpose", "service"));
        Assert.Equal("deny", answer.Decision);
    }

    [Fact]
    public async Task A_mass_message_of_wecom_is_marketing_by_its_channel()
    {
        var person = await Scene.ConsentingPersonAsync();
        var answer = await Scene.Caller.WecomAsync("您的订单已签收", [person.Customer], ("Compliance-Category", "service"));
        Assert.Equal("permit", answer.Decision);
        var category = (await Scene.Admin.DecisionAsync(answer.DecisionId))["categoryReason"]!;
        Assert.Equal(("marketing", "channel"), ((string?)category["effective"], (string?)category["by"]));
    }

    private Task<PushAnswer> SendAsync(string template, string[] values, Person[] people, params (string Name, string Value)[] headers) =>
        TencentAsync(Body(template, values, people), headers);

    private Task<PushAnswer> TencentAsync(JsonObject body, params (string Name, string Value)[] headers) =>
        Scene.Caller.PostJsonAsync(
            "/tencent-sms/",
            body.ToJsonString(),
            [("X-TC-Action", "SendSms"), ("X-TC-Version", "2021-01-11"), ("X-TC-Region", "ap-guangzhou"), .. headers]
        );

    private static JsonObject Body(string template, string[] values, Person[] people) =>
        new()
        {
            ["SmsSdkAppId"] = "1400006666",
            ["SignName"] = Templates.Signature,
            ["TemplateId"] = template,
            ["TemplateParamSet"] = new JsonArray([.. values.Select(value => (JsonNode)value)]),
            ["PhoneNumberSet"] = new JsonArray([.. people.Select(person => (JsonNode)person.E164)]),
        };
}

/// <summary>One gateway for the class, with templates of notices.</summary>
public sealed class LabelScene : IAsyncLifetime
{
    public const string OrderTemplate = "2220001";
    public const string CodeTemplate = "2220002";
    public const string ServiceTemplate = "2220003";
    public const string ItemTemplate = "2220004";
    public const string PairTemplate = "2220009";

    public Scene Scene { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Scene = await Scene.SetAsync();
        await Scene.Admin.TemplateAsync("tencent-sms", OrderTemplate, "您的订单已发货。{1}", "transaction", Templates.Signature);
        await Scene.Admin.TemplateAsync("tencent-sms", ServiceTemplate, "您的服务单{1}，进度：{2}。", "service", Templates.Signature);
        await Scene.Admin.TemplateAsync("tencent-sms", PairTemplate, "您的服务单有新进度：{1}，{2}。", "service", Templates.Signature);
        await Scene.Admin.TemplateAsync("tencent-sms", ItemTemplate, "您购买的{1}将于{2}送达。", "transaction", Templates.Signature);
        // An older version doesn't know of types: it registers the template all the same.
        using var typed = await Scene.Admin.Http.PostAsJsonAsync(
            "/api/templates",
            new
            {
                channel = "tencent-sms",
                id = CodeTemplate,
                text = "您的验证码是{1}，5分钟内有效。",
                category = "security",
                signature = Templates.Signature,
                variables = new Dictionary<string, string> { ["1"] = "code" },
            }
        );
        if (!typed.IsSuccessStatusCode)
            await Scene.Admin.TemplateAsync("tencent-sms", CodeTemplate, "您的验证码是{1}，5分钟内有效。", "security", Templates.Signature);
    }

    public async Task DisposeAsync() => await Scene.DisposeAsync();
}
