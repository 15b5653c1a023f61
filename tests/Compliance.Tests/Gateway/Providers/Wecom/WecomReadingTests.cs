using Compliance.Gateway.Providers;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Providers.Wecom;

public sealed class WecomReadingTests
{
    private readonly Channel _wecom = WecomDesk.Channel();

    [Fact]
    public void Every_text_is_a_field_with_its_place_role_and_limit()
    {
        var push = _wecom
            .Parse(
                WecomDesk.GroupMessage(
                    """
                    {"external_userid":["wmA"],"sender":"zhangsan","text":{"content":"王女士"},
                     "attachments":[{"msgtype":"image","image":{"media_id":"M1"}},{"msgtype":"link","link":{"title":"茶会","picurl":"https://i.example/a.png","desc":"8折","url":"https://m.example/618"}}]}
                    """
                ),
                Desk.Crm
            )
            .Parsed();
        Assert.Equal(
            [
                ("text.content", "王女士", FieldRole.Text, (int?)4000),
                ("attachments[1].link.title", "茶会", FieldRole.Title, 128),
                ("attachments[1].link.picurl", "https://i.example/a.png", FieldRole.Link, 2048),
                ("attachments[1].link.desc", "8折", FieldRole.Text, 512),
                ("attachments[1].link.url", "https://m.example/618", FieldRole.Link, 2048),
            ],
            push.Fields().Select(field => (field.Name, field.Text, field.Role, field.MaxBytes))
        );
    }

    /// <summary>Whether a provider reads text or people out of it, nobody here can say.</summary>
    [Theory]
    [InlineData("""{"external_userid":["wmA"],"text":{"content":"a","footer":"国家级"}}""", "text.footer")]
    [InlineData("""{"external_userid":["wmA"],"text":{"content":"a","external_userid":["wmB"]}}""", "text.external_userid")]
    [InlineData("""{"external_userid":["wmA"],"text":{"content":"a","level":1}}""", "text.level")]
    [InlineData("""{"external_userid":["wmA"],"novelty":[{"words":["最佳"]}]}""", "novelty")]
    [InlineData("""{"external_userid":["wmA"],"External_UserId":["wmB"]}""", "External_UserId")]
    [InlineData("""{"external_userid":["wmA"],"text":{"Content":"a"}}""", "text.Content")]
    [InlineData(
        """{"external_userid":["wmA"],"attachments":[{"msgtype":"link","link":{"title":"a","tag_filter":{}}}]}""",
        "attachments[0].link.tag_filter"
    )]
    [InlineData(
        """{"external_userid":["wmA"],"attachments":[{"msgtype":"image","image":{"media_id":"m"}},{"msgtype":"image","hint":"全网最低"}]}""",
        "attachments[1].hint"
    )]
    public void A_field_that_no_profile_names_refuses_the_push_and_is_named(string body, string place)
    {
        var refusal = _wecom.Parse(WecomDesk.GroupMessage(body), Desk.Crm).Refused();
        Assert.Equal(("unknown-field", place), (refusal.Reason, refusal.Place));
    }

    [Fact]
    public void An_id_is_a_single_value() =>
        Assert.Equal(
            "wrong-type",
            _wecom
                .Parse(
                    WecomDesk.GroupMessage(
                        """{"external_userid":["wmA"],"attachments":[{"msgtype":"image","image":{"media_id":{"tag_filter":{}}}}]}"""
                    ),
                    Desk.Crm
                )
                .Refused()
                .Reason
        );

    /// <summary>What WeCom's documentation names is known, though another brand never sends it.</summary>
    [Theory]
    [InlineData(
        """{"touser":"a","msgtype":"text","agentid":1,"text":{"content":"a"},"safe":0,"enable_id_trans":0,"enable_duplicate_check":0,"duplicate_check_interval":1800}"""
    )]
    [InlineData(
        """{"touser":"a","msgtype":"mpnews","agentid":1,"mpnews":{"articles":[{"title":"a","thumb_media_id":"m","author":"b","content_source_url":"https://x.example","content":"<b>c</b>","digest":"d"}]}}"""
    )]
    [InlineData(
        """{"touser":"a","msgtype":"textcard","agentid":1,"textcard":{"title":"a","description":"b","url":"https://x.example","btntxt":"更多"}}"""
    )]
    [InlineData("""{"touser":"a","msgtype":"video","agentid":1,"video":{"media_id":"m","title":"a","description":"b"}}""")]
    [InlineData(
        """{"touser":"a","msgtype":"miniprogram_notice","miniprogram_notice":{"appid":"x","page":"p","title":"会议","description":"d","emphasis_first_item":true,"content_item":[{"key":"k","value":"v"}]}}"""
    )]
    [InlineData(
        """{"touser":"a","msgtype":"template_card","agentid":1,"template_card":{"card_type":"multiple_interaction","source":{"icon_url":"https://x.example/i","desc":"d","desc_color":1},"main_title":{"title":"t","desc":"d"},"task_id":"t1","select_list":[{"question_key":"q","title":"s","selected_id":"1","option_list":[{"id":"1","text":"o"}]}],"submit_button":{"text":"提交","key":"k"}}}"""
    )]
    [InlineData(
        """{"touser":"a","msgtype":"template_card","agentid":1,"template_card":{"card_type":"news_notice","action_menu":{"desc":"m","action_list":[{"text":"A","key":"a"}]},"quote_area":{"type":1,"url":"https://x.example","title":"t","quote_text":"q"},"image_text_area":{"type":1,"url":"https://x.example","title":"t","desc":"d","image_url":"https://x.example/i"},"card_image":{"url":"https://x.example/i","aspect_ratio":1.3},"vertical_content_list":[{"title":"t","desc":"d"}],"jump_list":[{"type":1,"title":"j","url":"https://x.example"}],"card_action":{"type":2,"appid":"x","pagepath":"p"}}}"""
    )]
    public void The_fields_of_the_real_call_are_known(string body) =>
        Assert.IsType<ParseResult.Push>(_wecom.Parse(WecomDesk.StaffMessage(body), Desk.Crm));

    /// <summary>Readers differ in which of the two counts.</summary>
    [Theory]
    [InlineData("access_token=a&access_token=b")]
    [InlineData("access_token=a&Access_Token=b")]
    [InlineData("access_token=a&%61ccess_token=b")]
    [InlineData("access_token=a&debug=1&debug=0")]
    public void A_parameter_that_stands_twice_is_refused(string query)
    {
        var request = WecomDesk.GroupMessage("""{"external_userid":["wmA"],"text":{"content":"a"}}""") with { RawQuery = query };
        Assert.Equal("duplicate-parameter", _wecom.Parse(request, Desk.Crm).Refused().Reason);
    }

    [Fact]
    public void A_template_card_is_read_to_its_last_word()
    {
        var push = _wecom
            .Parse(
                WecomDesk.StaffMessage(
                    """
                    {"touser":"a","msgtype":"template_card","template_card":{"card_type":"text_notice","task_id":"t-13900000001","main_title":{"title":"标题","desc":"说明"},"horizontal_content_list":[{"keyname":"甲","value":"乙"}]}}
                    """
                ),
                Desk.Crm
            )
            .Parsed();
        Assert.Equal(["标题", "说明", "甲", "乙"], push.Fields().Select(field => field.Text));
    }

    [Theory]
    [InlineData("""{"external_userid":["wmA"],"text":{"content":"a"},"text":{"content":"b"}}""", "duplicate-key")]
    [InlineData("""{"external_userid":"wmA","text":{"content":"a"}}""", "wrong-type")]
    [InlineData("""{"external_userid":[1],"text":{"content":"a"}}""", "wrong-type")]
    [InlineData("""{"external_userid":[""],"text":{"content":"a"}}""", "empty-recipient")]
    [InlineData("""{"external_userid":[null,"wmA"],"text":{"content":"a"}}""", "null-recipient")]
    [InlineData("""{"external_userid":["wmA"],"text":{"content":["a"]}}""", "wrong-type")]
    [InlineData("""{"external_userid":["wmA"],"text":"a"}""", "wrong-type")]
    [InlineData("""{"external_userid":["wmA"],"attachments":[{"msgtype":"hologram"}]}""", "unknown-value")]
    [InlineData("""{"chat_type":"everybody","external_userid":["wmA"]}""", "unknown-value")]
    [InlineData("""["wmA"]""", "not-an-object")]
    [InlineData("", "empty-body")]
    public void What_could_be_read_in_two_ways_is_refused(string body, string reason) =>
        Assert.Equal(reason, _wecom.Parse(WecomDesk.GroupMessage(body), Desk.Crm).Refused().Reason);

    [Fact]
    public void A_refusal_names_the_place() =>
        Assert.Equal(
            "external_userid[1]",
            _wecom.Parse(WecomDesk.GroupMessage("""{"external_userid":["wmA",{}]}"""), Desk.Crm).Refused().Place
        );

    [Theory]
    [InlineData("application/json; charset=gbk", "wrong-charset")]
    [InlineData("multipart/form-data; boundary=x", "wrong-content-type")]
    [InlineData("nonsense", "wrong-content-type")]
    public void Another_content_type_is_refused(string type, string reason) =>
        Assert.Equal(reason, _wecom.Parse(WecomDesk.Post("/cgi-bin/message/send", "{}", contentType: type), Desk.Crm).Refused().Reason);

    /// <summary>As WeCom does: <c>curl -d</c> declares a form and sends JSON.</summary>
    [Fact]
    public void Json_that_is_declared_as_a_form_is_read() =>
        Assert.IsType<ParseResult.Push>(
            _wecom.Parse(
                WecomDesk.Post(
                    "/cgi-bin/message/send",
                    """{"touser":"zhangsan","msgtype":"text","agentid":1,"text":{"content":"a"}}""",
                    contentType: "application/x-www-form-urlencoded"
                ),
                Desk.Crm
            )
        );

    [Fact]
    public void A_compressed_body_is_refused()
    {
        var request = WecomDesk.StaffMessage("{}");
        request.Headers.ContentEncoding = "gzip";
        Assert.Equal(
            ("content-encoding", "Content-Encoding"),
            (_wecom.Parse(request, Desk.Crm).Refused().Reason, _wecom.Parse(request, Desk.Crm).Refused().Place)
        );
    }

    [Theory]
    [InlineData("POST", "/cgi-bin/externalcontact/add_moment_task")]
    [InlineData("POST", "/cgi-bin/externalcontact/remind_groupmsg_send")]
    [InlineData("POST", "/cgi-bin//message/send")]
    [InlineData("POST", "/cgi-bin/message/%73end")]
    [InlineData("GET", "/cgi-bin/message/send")]
    public void Side_doors_are_shut(string method, string path)
    {
        var request = WecomDesk.Post(path, """{"touser":"a","msgtype":"text","text":{"content":"a"}}""") with { Method = method };
        var refusal = _wecom.Parse(request, Desk.Crm).Refused();
        Assert.Equal("unknown-endpoint", refusal.Reason);
        Assert.NotEqual(0, (int)_wecom.Refuse(null, refusal).Json()["errcode"]!);
    }

    [Fact]
    public void Ten_thousand_customers_pass_and_one_more_does_not()
    {
        static InboundRequest Batch(int size) =>
            WecomDesk.GroupMessage(
                $$$"""{"external_userid":[{{{string.Join(',', Enumerable.Range(0, size).Select(i => $"\"wm{i}\""))}}}],"text":{"content":"a"}}"""
            );
        Assert.Equal(10_000, _wecom.Parse(Batch(10_000), Desk.Crm).Parsed().Recipients.Length);
        Assert.Equal("too-many-recipients", _wecom.Parse(Batch(10_001), Desk.Crm).Refused().Reason);
    }

    [Fact]
    public void A_masked_text_is_written_in_its_place_and_a_dropped_field_leaves_with_its_comma()
    {
        var push = _wecom
            .Parse(
                WecomDesk.GroupMessage(
                    """{"external_userid":["wmA"],"text":{"content":"电话13900000001"},"attachments":[{"msgtype":"link","link":{"title":"茶会","desc":"旧","url":"u"}}]}"""
                ),
                Desk.Crm
            )
            .Parsed();
        var sent = _wecom.Rewrite(push, push.Decide([], (0, 0, "电话139****0001"), (0, 2, null)));
        Assert.Equal(
            """{"external_userid":["wmA"],"text":{"content":"电话139****0001"},"attachments":[{"msgtype":"link","link":{"title":"茶会","url":"u"}}]}""",
            sent.Body.Text()
        );
    }
}
