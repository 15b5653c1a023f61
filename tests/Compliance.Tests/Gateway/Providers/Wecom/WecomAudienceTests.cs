using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Providers.Wecom;

/// <summary>Who a WeCom call reaches. At WeCom a list that is left out means everybody.</summary>
public sealed class WecomAudienceTests
{
    private const string Text = "\"text\":{\"content\":\"限时8折\"}";

    private readonly Compliance.Gateway.Providers.Channel _wecom = WecomDesk.Channel();

    [Fact]
    public void Customers_are_persons_in_wire_order()
    {
        var push = _wecom
            .Parse(
                WecomDesk.GroupMessage($$"""{"chat_type":"single","external_userid":["wmB","wmA"],"sender":"zhangsan",{{Text}}}"""),
                Desk.Crm
            )
            .Parsed();
        Assert.Equal(["wecom:wmB", "wecom:wmA"], push.Identities());
        Assert.All(push.Recipients, recipient => Assert.Equal(RecipientKind.Person, recipient.Kind));
        Assert.Equal((Category.Marketing, "wecom", "add_msg_template"), (push.CategorySignal, push.Family, push.Endpoint));
    }

    [Theory]
    [InlineData("\"sender\":\"zhangsan\"")]
    [InlineData("\"sender\":\"zhangsan\",\"external_userid\":[]")]
    [InlineData("\"sender\":\"zhangsan\",\"external_userid\":null")]
    [InlineData("\"chat_type\":\"group\",\"sender\":\"zhangsan\"")]
    public void A_sender_alone_is_everybody_and_unresolvable(string audience)
    {
        var push = _wecom.Parse(WecomDesk.GroupMessage($"{{{audience},{Text}}}"), Desk.Crm).Parsed();
        Assert.Equal(RecipientKind.Unresolvable, Assert.Single(push.Recipients).Kind);
    }

    /// <summary>Taking a name off the list would not take that person out of the tag.</summary>
    [Theory]
    [InlineData("""{"group_list":[{"tag_list":["et1"]}]}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("""{"group_list":null}""")]
    public void A_tag_filter_beside_named_customers_refuses_all(string filter)
    {
        var call = $$"""{"external_userid":["wmA"],"tag_filter":{{filter}},{{Text}}}""";
        Assert.Equal("ambiguous-audience", _wecom.Parse(WecomDesk.GroupMessage(call), Desk.Crm).Refused().Reason);
    }

    [Fact]
    public void A_tag_filter_alone_is_unresolvable()
    {
        var push = _wecom.Parse(WecomDesk.GroupMessage($$"""{"tag_filter":{"group_list":[]},{{Text}}}"""), Desk.Crm).Parsed();
        Assert.All(push.Recipients, recipient => Assert.Equal(RecipientKind.Unresolvable, recipient.Kind));
    }

    /// <summary>Null is how a JSON library writes a field that nobody set; it does not leave all the same.</summary>
    [Theory]
    [InlineData("tag_filter")]
    [InlineData("tagFilter")]
    public void A_tag_filter_that_is_null_is_none_and_does_not_leave(string name)
    {
        var push = _wecom
            .Parse(WecomDesk.GroupMessage($$"""{"external_userid":["wmA"],"{{name}}":null,"sender":"zhangsan",{{Text}}}"""), Desk.Crm)
            .Parsed();
        Assert.Equal(["wecom:wmA"], push.Identities());
        Assert.Equal($$"""{"external_userid":["wmA"],"sender":"zhangsan",{{Text}}}""", _wecom.Rewrite(push, push.Decide([])).Body.Text());
    }

    [Theory]
    [InlineData("tagFilter")]
    [InlineData("TAG_FILTER")]
    [InlineData("external_userids")]
    [InlineData("to_all")]
    [InlineData("department_ids")]
    public void A_field_that_may_name_more_people_is_refused(string name) =>
        Assert.Equal(
            "unknown-field",
            _wecom.Parse(WecomDesk.GroupMessage($$"""{"external_userid":["wmA"],"{{name}}":["x"],{{Text}}}"""), Desk.Crm).Refused().Reason
        );

    [Fact]
    public void Chats_are_groups_of_the_account()
    {
        var push = _wecom
            .Parse(WecomDesk.GroupMessage($$"""{"chat_type":"group","chat_id_list":["wrA"],"sender":"zhangsan",{{Text}}}"""), Desk.Crm)
            .Parsed();
        Assert.Equal(new Recipient { Identity = "wecom-chat:vendor-id:wrA", Kind = RecipientKind.Group }, Assert.Single(push.Recipients));
    }

    [Theory]
    [InlineData("\"chat_type\":\"single\",\"external_userid\":[\"wmA\"],\"chat_id_list\":[\"wrA\"]")]
    [InlineData("\"chat_type\":\"group\",\"external_userid\":[\"wmA\"],\"chat_id_list\":[\"wrA\"]")]
    public void Two_lists_of_which_one_is_read_are_refused(string audience) =>
        Assert.Equal("ambiguous-audience", _wecom.Parse(WecomDesk.GroupMessage($"{{{audience},{Text}}}"), Desk.Crm).Refused().Reason);

    [Fact]
    public void Removing_the_last_customer_is_never_carried_out()
    {
        var push = _wecom
            .Parse(WecomDesk.GroupMessage($$"""{"external_userid":["wmA","wmB"],"sender":"zhangsan",{{Text}}}"""), Desk.Crm)
            .Parsed();
        Assert.Throws<InvalidOperationException>(() => _wecom.Rewrite(push, push.Decide([0, 1])));
        Assert.Throws<InvalidOperationException>(() => _wecom.Rewrite(push, push.Decide([0, 1]) with { Effect = DecisionEffect.Permit }));
    }

    [Fact]
    public void A_removed_customer_leaves_the_list_and_nothing_else_changes()
    {
        var body =
            $$"""{ "allow_select": 18100287008546512999, "external_userid" : ["wmA", "wmB" ,"wmC"],"sender":"zhangsan", {{Text}} }""";
        var push = _wecom.Parse(WecomDesk.GroupMessage(body), Desk.Crm).Parsed();
        Assert.Equal(body.Replace(", \"wmB\"", ""), _wecom.Rewrite(push, push.Decide([1])).Body.Text());
    }

    [Fact]
    public void Staff_parties_and_tags_are_told_apart()
    {
        var push = _wecom
            .Parse(
                WecomDesk.StaffMessage(
                    """{"touser":"zhangsan| lisi","toparty":"","totag":"","msgtype":"text","agentid":1000002,"text":{"content":"开会"}}"""
                ),
                Desk.Crm
            )
            .Parsed();
        Assert.Equal(["wecom-staff:vendor-id:zhangsan", "wecom-staff:vendor-id:lisi"], push.Identities());
        Assert.All(push.Recipients, recipient => Assert.Equal(RecipientKind.Staff, recipient.Kind));
        Assert.Equal("{\"touser\":\"lisi\"", _wecom.Rewrite(push, push.Decide([0])).Body.Text()[..16]);
        var groups = _wecom
            .Parse(WecomDesk.StaffMessage("""{"toparty":"2","totag":"3","msgtype":"text","text":{"content":"开会"}}"""), Desk.Crm)
            .Parsed();
        Assert.Equal(["wecom-party:vendor-id:2", "wecom-tag:vendor-id:3"], groups.Identities());
        Assert.All(groups.Recipients, recipient => Assert.Equal(RecipientKind.Group, recipient.Kind));
    }

    [Theory]
    [InlineData("\"touser\":\"zhangsan\",\"toparty\":\"2\"")]
    [InlineData("\"touser\":\"zhangsan\",\"totag\":\"3\"")]
    [InlineData("\"touser\":\"zhangsan| @all\"")]
    [InlineData("\"touser\":\"@ALL\",\"toparty\":\"2\"")]
    public void Staff_beside_a_group_of_staff_are_refused(string audience) =>
        Assert.Equal(
            "ambiguous-audience",
            _wecom
                .Parse(WecomDesk.StaffMessage($$$"""{{{{audience}}},"msgtype":"text","text":{"content":"开会"}}"""), Desk.Crm)
                .Refused()
                .Reason
        );

    [Fact]
    public void All_staff_is_one_group_and_stands_alone()
    {
        var push = _wecom
            .Parse(WecomDesk.StaffMessage("""{"touser":"@all","msgtype":"text","text":{"content":"开会"}}"""), Desk.Crm)
            .Parsed();
        Assert.Equal(RecipientKind.Group, Assert.Single(push.Recipients).Kind);
        var mixed = _wecom.Parse(
            WecomDesk.StaffMessage("""{"touser":"zhangsan|@all","msgtype":"text","text":{"content":"开会"}}"""),
            Desk.Crm
        );
        Assert.Equal("ambiguous-audience", mixed.Refused().Reason);
    }

    [Fact]
    public void A_robot_speaks_to_a_group_and_mentions_staff()
    {
        var push = _wecom
            .Parse(
                WecomDesk.Robot(
                    """{"msgtype":"text","text":{"content":"开播","mentioned_mobile_list":["13900000001"],"mentioned_list":["@all"]}}"""
                ),
                Desk.Crm
            )
            .Parsed();
        Assert.Equal("robot", push.Family);
        Assert.Equal(RecipientKind.Group, push.Recipients[0].Kind);
        Assert.Equal(new Recipient { Identity = "phone:+8613900000001", Kind = RecipientKind.Staff }, push.Recipients[1]);
    }

    [Fact]
    public void Nobody_at_all_is_refused() =>
        Assert.Equal(
            "no-recipients",
            _wecom.Parse(WecomDesk.StaffMessage("""{"touser":"","msgtype":"text","text":{"content":"开会"}}"""), Desk.Crm).Refused().Reason
        );
}
