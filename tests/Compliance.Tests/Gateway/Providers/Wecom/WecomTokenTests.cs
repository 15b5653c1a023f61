using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Wecom;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Providers.Wecom;

/// <summary>The gateway's own gettoken, and who a token stands for.</summary>
public sealed class WecomTokenTests
{
    private readonly WecomChannel _wecom = WecomDesk.Channel();
    private readonly FixedClock _clock = new(Desk.Now);

    [Fact]
    public void Name_and_key_buy_a_token_of_two_hours()
    {
        var token = Token();
        Assert.Equal(Desk.Crm, Assert.IsType<Identification.Identified>(Use(token)).Sender);
        _clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(RefusalKind.CredentialExpired, Assert.IsType<Identification.Unidentified>(Use(token)).Refusal.Kind);
    }

    [Fact]
    public void A_token_holds_wherever_the_same_key_signs_and_nowhere_else()
    {
        var token = new WecomTokens(new SecretText("one-brand")).Issue(Desk.Crm, Desk.Now);
        Assert.IsType<Identification.Identified>(new WecomTokens(new SecretText("one-brand")).Verify(token, Desk.Senders, Desk.Now));
        Assert.IsType<Identification.Unidentified>(new WecomTokens(new SecretText("another")).Verify(token, Desk.Senders, Desk.Now));
    }

    [Theory]
    [InlineData("ww1234567890abcdef")]
    [InlineData("crm")]
    [InlineData("other")]
    public void Any_corpid_will_do_the_key_names_the_sender(string corp)
    {
        var known = _wecom.Identify(Get($"corpid={corp}&corpsecret={Desk.Key}"), Desk.Senders, _clock);
        Assert.Equal(Desk.Crm, Assert.IsType<Identification.Identified>(known).Sender);
    }

    [Theory]
    [InlineData("corpid=crm&corpsecret=wrong")]
    [InlineData("corpsecret=" + Desk.Key)]
    [InlineData("corpid=&corpsecret=" + Desk.Key)]
    [InlineData("corpid=crm")]
    [InlineData("")]
    public void Anything_else_buys_none(string query)
    {
        var refused = Assert.IsType<Identification.Unidentified>(_wecom.Identify(Get(query), Desk.Senders, _clock));
        Assert.Null(refused.Sender);
        Assert.Equal(40001, (int)_wecom.Refuse(null, refused.Refusal).Json()["errcode"]!);
    }

    [Fact]
    public void A_changed_token_is_refused_whichever_character_changed()
    {
        var token = Token();
        for (var at = 0; at < token.Length; at++)
        {
            var changed = $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
            Assert.IsType<Identification.Unidentified>(Use(changed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("crm.99999999999")]
    [InlineData("crm.99999999999.")]
    [InlineData("crm.99999999999999999999.AAAA")]
    public void What_is_no_token_is_refused(string token) => Assert.IsType<Identification.Unidentified>(Use(token));

    [Fact]
    public void A_new_key_ends_the_tokens_of_the_old_one()
    {
        var token = Token();
        var changed = new SenderRegistry([Desk.Crm with { Key = new SecretText("crm.another-key-of-the-sender") }]);
        Assert.IsType<Identification.Unidentified>(_wecom.Identify(With(token), changed, _clock));
    }

    [Fact]
    public void A_robots_key_is_the_senders_key()
    {
        Assert.IsType<Identification.Identified>(
            _wecom.Identify(Desk.Request("POST", "/cgi-bin/webhook/send", $"key={Desk.Key}", ""), Desk.Senders, _clock)
        );
        Assert.IsType<Identification.Unidentified>(
            _wecom.Identify(Desk.Request("POST", "/cgi-bin/webhook/send", "key=crm", ""), Desk.Senders, _clock)
        );
        Assert.IsType<Identification.Unidentified>(
            _wecom.Identify(Desk.Request("POST", "/cgi-bin/webhook/send", "", ""), Desk.Senders, _clock)
        );
    }

    [Theory]
    [InlineData($"key={Desk.Key}", "robot-key", "wecom-robot:default")]
    [InlineData($"key={Desk.Key}:sales", "sales-robot-key", "wecom-robot:default:sales")]
    [InlineData($"key={Desk.Key}%3Asales", "sales-robot-key", "wecom-robot:default:sales")]
    [InlineData("key=sales", "sales-robot-key", "wecom-robot:default:sales")]
    [InlineData("", "robot-key", "wecom-robot:default")]
    public async Task A_robot_is_named_behind_the_senders_key_and_leaves_with_its_own(string query, string key, string group)
    {
        var push = _wecom.Parse(WecomDesk.Robot("{\"msgtype\":\"text\",\"text\":{\"content\":\"今晚直播\"}}", query), Desk.Crm).Parsed();
        Assert.Equal([group], push.Identities());
        var signed = await _wecom.Sign(_wecom.Rewrite(push, push.Decide([])), Desk.Vendor("wecom"), _clock, default);
        Assert.Equal($"key={key}", Assert.IsType<Signing.Signed>(signed).Request.RawQuery);
    }

    [Theory]
    [InlineData($"key={Desk.Key}:care")]
    [InlineData("key=care")]
    public void A_robot_that_nobody_configured_is_refused_and_not_replaced(string query) =>
        Assert.Equal(
            "unknown-robot",
            _wecom.Parse(WecomDesk.Robot("{\"msgtype\":\"text\",\"text\":{\"content\":\"今晚直播\"}}", query), Desk.Crm).Refused().Reason
        );

    [Fact]
    public void Everybody_in_a_group_may_be_mentioned_by_mobile_too()
    {
        var push = _wecom
            .Parse(
                WecomDesk.Robot(
                    "{\"msgtype\":\"text\",\"text\":{\"content\":\"今晚直播\",\"mentioned_list\":[\"@all\"],\"mentioned_mobile_list\":[\"@all\"]}}"
                ),
                Desk.Crm
            )
            .Parsed();
        Assert.All(push.Recipients, recipient => Assert.Equal(RecipientKind.Group, recipient.Kind));
        Assert.Equal(3, push.Recipients.Length);
    }

    [Fact]
    public void The_gateways_key_header_serves_every_dialect_and_a_wrong_one_is_not_helped_by_a_right_token()
    {
        var right = Desk.Request("POST", "/cgi-bin/message/send", "", "", ("Compliance-Key", Desk.Key));
        Assert.IsType<Identification.Identified>(_wecom.Identify(right, Desk.Senders, _clock));
        var wrong = Desk.Request("POST", "/cgi-bin/message/send", $"access_token={Token()}", "", ("Compliance-Key", "nonsense"));
        Assert.IsType<Identification.Unidentified>(_wecom.Identify(wrong, Desk.Senders, _clock));
    }

    [Fact]
    public void A_sender_is_held_to_his_channels_and_addresses()
    {
        var sms = new SenderRegistry([Desk.Crm with { Channels = ["sms"] }]);
        var refused = Assert.IsType<Identification.Unidentified>(_wecom.Identify(With(Token()), sms, _clock));
        Assert.Equal(("channel-not-allowed", "crm"), (refused.Refusal.Reason, refused.Sender?.Name));

        var office = new SenderRegistry([Desk.Crm with { Addresses = [System.Net.IPNetwork.Parse("10.0.0.0/8")] }]);
        var outside = With(Token()) with { RemoteAddress = System.Net.IPAddress.Parse("192.0.2.1") };
        Assert.Equal(
            "address-not-allowed",
            Assert.IsType<Identification.Unidentified>(_wecom.Identify(outside, office, _clock)).Refusal.Reason
        );
        Assert.IsType<Identification.Unidentified>(_wecom.Identify(With(Token()), office, _clock));
        var inside = outside with { RemoteAddress = System.Net.IPAddress.Parse("::ffff:10.1.2.3") };
        Assert.IsType<Identification.Identified>(_wecom.Identify(inside, office, _clock));
    }

    private string Token()
    {
        WecomDesk.Clock.Now = Desk.Now;
        var known = Assert.IsType<Identification.Identified>(
            _wecom.Identify(Get($"corpid=crm&corpsecret={Desk.Key}"), Desk.Senders, _clock)
        );
        var answer = Assert.IsType<ParseResult.LocalAnswer>(_wecom.Parse(Get(""), known.Sender)).Answer.Json();
        Assert.Equal((0, 7200), ((int)answer["errcode"]!, (int)answer["expires_in"]!));
        return (string)answer["access_token"]!;
    }

    private Identification Use(string token) => _wecom.Identify(With(token), Desk.Senders, _clock);

    private static InboundRequest With(string token) => Desk.Request("POST", "/cgi-bin/message/send", $"access_token={token}", "");

    private static InboundRequest Get(string query) => Desk.Request("GET", "/cgi-bin/gettoken", query, "");
}
