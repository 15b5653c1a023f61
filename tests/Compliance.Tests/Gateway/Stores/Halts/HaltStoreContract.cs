using System.Collections.Immutable;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Halts;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Stores.Halts;

/// <summary>What every store of kill switches keeps.</summary>
public abstract class HaltStoreContract : StoreContract
{
    private protected static readonly ContentNames Names = new(new byte[32]);

    private protected abstract IHaltStore Store { get; }

    private protected abstract CampaignContents Campaigns { get; }

    private ValueTask<Fact<ImmutableArray<HaltFact>>> CoveringAsync(Message message) =>
        Store.CoveringAsync(message, Names.Of(message, null), unnamed: message.Campaign is null);

    private static Message Push(string? campaign = "618", string text = "会员日到了，满300减40", string? template = null) =>
        new()
        {
            Channel = "tencent-sms",
            Family = "sms",
            Sender = "crm",
            Brand = "brand",
            Campaign = campaign,
            TemplateId = template,
            At = DateTimeOffset.UnixEpoch,
            Recipients = [],
            Contents = [new MessageContent { Fields = [new ContentField { Name = "text", Text = text }] }],
        };

    private Task AddAsync(HaltScope scope, string value, string id = "h1") =>
        Store.AddAsync(new Halt(id, scope, value, "投诉激增", "officer", DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData(HaltScope.All, "", true)]
    [InlineData(HaltScope.Campaign, "618", true)]
    [InlineData(HaltScope.Campaign, " 6-１8", true)]
    [InlineData(HaltScope.Campaign, "1111", false)]
    [InlineData(HaltScope.Sender, "crm", true)]
    [InlineData(HaltScope.Sender, "erp", false)]
    [InlineData(HaltScope.Channel, "tencent-sms", true)]
    [InlineData(HaltScope.Channel, "sms", true)]
    [InlineData(HaltScope.Channel, "wecom", false)]
    internal async Task A_halt_covers_its_scope_from_the_next_message_on(HaltScope scope, string value, bool covered)
    {
        Assert.Equal(FactState.Nothing, (await CoveringAsync(Push())).State);
        await AddAsync(scope, value);
        Assert.Equal(covered ? FactState.Known : FactState.Nothing, (await CoveringAsync(Push())).State);
    }

    /// <summary>Its name left out, a halted campaign is known by what it carried; another campaign that says so is another.</summary>
    [Theory]
    [InlineData(null, "会员日到了，满300减40", null, true)]
    [InlineData(null, "会员日到了，　滿３０１減４１", null, true)]
    [InlineData(null, "新茶到店，欢迎品鉴", null, false)]
    [InlineData("1111", "会员日到了，满300减40", null, false)]
    [InlineData(null, "1", "t1", true)]
    [InlineData(null, "1", "t2", false)]
    internal async Task A_halted_campaign_is_known_by_its_contents(string? campaign, string text, string? template, bool covered)
    {
        foreach (var sent in (Message[])[Push(), Push(text: "2", template: " Ｔ1")])
            Campaigns.Add("618", Names.Of(sent, null), sent.At);
        await AddAsync(HaltScope.Campaign, "６１８");
        Assert.Equal(covered ? FactState.Known : FactState.Nothing, (await CoveringAsync(Push(campaign, text, template))).State);
        Restart();
        Assert.Equal(covered ? FactState.Known : FactState.Nothing, (await CoveringAsync(Push(campaign, text, template))).State);
    }

    [Fact]
    public async Task A_template_or_a_text_is_halted_whatever_its_spelling()
    {
        await AddAsync(HaltScope.Template, "SMS_1");
        await AddAsync(HaltScope.Text, Names.OfText("会员日到了，满300减40"), "h2");
        Assert.Equal(["template:SMS_1"], (await CoveringAsync(Push(text: "1", template: "sms_１ "))).Value.Select(halt => halt.Scope));
        Assert.Equal(FactState.Known, (await CoveringAsync(Push("1111", "會員日到了 滿 300 減 39"))).State);
        Assert.Equal(FactState.Nothing, (await CoveringAsync(Push("1111", "会员日到了"))).State);
    }

    /// <summary>A part of a text stops what holds it, whatever the spelling, over a restart; one that was kept by its name alone stops the whole text as before.</summary>
    [Fact]
    public async Task A_part_of_a_text_halts_what_holds_it()
    {
        await Store.AddAsync(
            new Halt("h1", HaltScope.Text, Names.OfText("满300减40"), "投诉激增", "officer", DateTimeOffset.UnixEpoch, "满 300 减 40")
        );
        for (var lives = 0; lives < 2; lives++)
        {
            Assert.Equal(FactState.Known, (await CoveringAsync(Push(text: "會員日到了，滿３０１減４１，速来"))).State);
            Assert.Equal(FactState.Nothing, (await CoveringAsync(Push(text: "会员日到了，满300送40"))).State);
            Assert.Equal("满 300 减 40", Assert.Single(Store.Active()).Text);
            Restart();
        }
    }

    [Theory]
    [InlineData("tencent-sms:t1", true)]
    [InlineData("SMS：Ｔ1", true)]
    [InlineData("aliyun-sms:t1", false)]
    [InlineData("wecom:t1", false)]
    public async Task A_template_is_halted_as_lists_write_it(string value, bool covered)
    {
        await AddAsync(HaltScope.Template, value);
        Assert.Equal(covered ? FactState.Known : FactState.Nothing, (await CoveringAsync(Push(text: "1", template: "t1"))).State);
    }

    [Fact]
    public async Task Lifting_one_leaves_the_others_and_works_once()
    {
        await AddAsync(HaltScope.Campaign, "618");
        await AddAsync(HaltScope.Sender, "crm", "h2");
        Assert.True(await Store.LiftAsync("h1", "officer", DateTimeOffset.UnixEpoch));
        Assert.False(await Store.LiftAsync("h1", "officer", DateTimeOffset.UnixEpoch));
        Assert.Equal(new HaltFact("sender:crm", "投诉激增"), Assert.Single((await CoveringAsync(Push())).Value));
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_and_never_no_halt()
    {
        await AddAsync(HaltScope.All, "");
        await LoseAsync();
        Assert.Equal(FactState.Unavailable, (await CoveringAsync(Push())).State);
        await BringBackAsync();
        Assert.Equal(FactState.Known, (await CoveringAsync(Push())).State);
    }
}
