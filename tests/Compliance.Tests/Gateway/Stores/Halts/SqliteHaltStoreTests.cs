using System.Collections.Immutable;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Halts;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Stores.Halts;

public sealed class SqliteHaltStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteFolder _stores;
    private static readonly ContentNames Names = new(new byte[32]);

    private readonly CampaignContents _campaigns;
    private readonly SqliteHaltStore _halts;

    public SqliteHaltStoreTests()
    {
        _stores = new SqliteFolder(_folder.At("stores"));
        _campaigns = new CampaignContents(_stores, Names);
        _halts = new SqliteHaltStore(_stores, _campaigns);
    }

    public void Dispose()
    {
        _campaigns.Dispose();
        _stores.Dispose();
        _folder.Dispose();
    }

    private Fact<ImmutableArray<HaltFact>> Covering(Message message) =>
        _halts.Covering(message, Names.Of(message, null), unnamed: message.Campaign is null);

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
        _halts.AddAsync(new Halt(id, scope, value, "投诉激增", "officer", DateTimeOffset.UnixEpoch));

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
        Assert.Equal(FactState.Nothing, Covering(Push()).State);
        await AddAsync(scope, value);
        Assert.Equal(covered ? FactState.Known : FactState.Nothing, Covering(Push()).State);
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
            _campaigns.Add("618", Names.Of(sent, null), sent.At);
        await AddAsync(HaltScope.Campaign, "６１８");
        Assert.Equal(covered ? FactState.Known : FactState.Nothing, Covering(Push(campaign, text, template)).State);
        _campaigns.Dispose();
        Assert.Equal(covered ? FactState.Known : FactState.Nothing, Covering(Push(campaign, text, template)).State);
    }

    [Fact]
    public async Task A_template_or_a_text_is_halted_whatever_its_spelling()
    {
        await AddAsync(HaltScope.Template, "SMS_1");
        await AddAsync(HaltScope.Text, Names.OfText("会员日到了，满300减40"), "h2");
        Assert.Equal(["template:SMS_1"], Covering(Push(text: "1", template: "sms_１ ")).Value.Select(halt => halt.Scope));
        Assert.Equal(FactState.Known, Covering(Push("1111", "會員日到了 滿 300 減 39")).State);
        Assert.Equal(FactState.Nothing, Covering(Push("1111", "会员日到了")).State);
    }

    [Fact]
    public async Task Lifting_one_leaves_the_others_and_works_once()
    {
        await AddAsync(HaltScope.Campaign, "618");
        await AddAsync(HaltScope.Sender, "crm", "h2");
        Assert.True(await _halts.LiftAsync("h1", "officer", DateTimeOffset.UnixEpoch));
        Assert.False(await _halts.LiftAsync("h1", "officer", DateTimeOffset.UnixEpoch));
        Assert.Equal(new HaltFact("sender:crm", "投诉激增"), Assert.Single(Covering(Push()).Value));
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_and_never_no_halt()
    {
        await AddAsync(HaltScope.All, "");
        File.Delete(_folder.At("stores", "halts.db"));
        await Eventually.TrueAsync(() => Covering(Push()).State == FactState.Unavailable, "the loss is noticed");
    }
}
