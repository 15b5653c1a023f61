using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Facts;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Consent;
using Compliance.Gateway.Stores.Halts;
using Compliance.Gateway.Stores.Subjects;
using Compliance.Gateway.Stores.Suppression;
using Compliance.Gateway.Stores.Templates;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Facts;

public sealed class FactGathererTests : IAsyncLifetime
{
    private readonly StoreBench _bench = new();
    private readonly SqliteConsentStore _consents;
    private readonly SqliteSubjectStore _subjects;
    private readonly SqliteSuppressionStore _suppressions;
    private readonly SqliteTemplateStore _templates;
    private static readonly ContentNames Names = new(new byte[32]);

    private readonly SqliteReachStore _reach;
    private readonly CampaignContents _campaigns;
    private readonly SqliteHaltStore _halts;
    private readonly SenderActivity _activity;
    private readonly FactGatherer _facts;
    private PersonSlot _wang;

    public FactGathererTests()
    {
        _consents = new SqliteConsentStore(_bench.Stores, _bench.Vault);
        _subjects = new SqliteSubjectStore(_bench.Stores, _bench.Vault);
        _suppressions = new SqliteSuppressionStore(_bench.Stores, _bench.Vault, new byte[32]);
        _templates = new SqliteTemplateStore(_bench.Stores);
        _reach = new SqliteReachStore(_bench.Stores);
        _campaigns = new CampaignContents(_bench.Stores, Names);
        _halts = new SqliteHaltStore(_bench.Stores, _campaigns, new byte[32]);
        _activity = new SenderActivity(_reach);
        _facts = new FactGatherer(_subjects, _consents, _suppressions, _halts, new StoreDeadline(TimeSpan.FromSeconds(30)));
    }

    private static Sender Crm { get; } =
        new()
        {
            Name = "crm",
            Key = new SecretText("k"),
            Channels = ["*"],
            Purposes = ["*"],
            Brand = "brand",
            MaxPerMinute = 100,
            BlastRadius = 50,
        };

    public async Task InitializeAsync()
    {
        _wang = _bench.Person("phone:+8613900000001");
        await _subjects.UpsertAsync([new SubjectChange(_wang, new SubjectAttributes(1990, null), Proved: false)], _bench.Clock.Now);
        await _consents.AppendAsync([
            new ConsentEvent
            {
                Person = _wang,
                Brand = "brand",
                Channel = "sms",
                Purpose = "marketing",
                Granted = true,
                At = _bench.Clock.Now,
                Import = 1,
                Recorded = _bench.Clock.Now,
                By = "crm",
            },
        ]);
        await _templates.PutAsync(
            "sms",
            new TemplateFact
            {
                Id = "1001",
                Text = "text",
                Category = Category.Service,
            },
            null,
            "legal",
            _bench.Clock.Now
        );
    }

    public async Task DisposeAsync()
    {
        _reach.Dispose();
        await _bench.DisposeAsync();
    }

    private Message Push(string? template = "1001", string text = "hello") =>
        new()
        {
            Channel = "tencent-sms",
            Family = "sms",
            Sender = "crm",
            Brand = "brand",
            At = _bench.Clock.Now,
            TemplateId = template,
            Recipients =
            [
                new Recipient { Identity = "phone:+8613900000001", Kind = RecipientKind.Person },
                new Recipient { Identity = "wecom-staff:ww1:li", Kind = RecipientKind.Staff },
                new Recipient { Identity = "phone:+8613900000009", Kind = RecipientKind.Person },
            ],
            Contents = [new MessageContent { Fields = [new ContentField { Name = "text", Text = text }] }],
        };

    private ValueTask<KnownFacts> GatherAsync(Message? asked = null, bool counted = true, FactGatherer? facts = null)
    {
        var message = asked ?? Push();
        var carried = Names.Of(message, Template(message).Value);
        return (facts ?? _facts).GatherAsync(
            message,
            Template(message),
            carried,
            [_wang, default, default],
            Crm,
            counted ? _activity.ObserveAsync(message, carried, Crm) : _activity.PeekAsync(message, carried, Crm),
            default
        );
    }

    private Fact<TemplateFact> Template(Message message) =>
        message.TemplateId is { } id ? _templates.Find(message.Channel, message.Family, id) : Fact.Nothing<TemplateFact>();

    [Fact]
    public async Task Every_fact_stands_with_its_recipient()
    {
        var known = await GatherAsync();
        Assert.True(known.Recipients[0].Consents.Value.Single().Granted);
        Assert.Equal(1990, known.Recipients[0].BirthYear.Value);
        Assert.Equal(FactState.Nothing, known.Recipients[0].TimeZone.State);
        foreach (var stranger in known.Recipients.Skip(1))
        {
            Assert.Equal(
                (FactState.Nothing, FactState.Nothing, FactState.Nothing),
                (stranger.Consents.State, stranger.Suppression.State, stranger.BirthYear.State)
            );
        }

        Assert.Equal(Category.Service, known.Template.Value!.Category);
        Assert.Equal(FactState.Nothing, known.Halts.State);
        Assert.Equal(
            (0, 100, 50, 0),
            (known.Sender.Value!.LastMinute, known.Sender.Value.MaxPerMinute, known.Sender.Value.BlastRadius, known.Sender.Value.Reached)
        );
    }

    [Theory]
    [InlineData("consents")]
    [InlineData("suppressions")]
    [InlineData("subjects")]
    [InlineData("templates")]
    [InlineData("halts")]
    [InlineData("reach")]
    public async Task A_lost_store_makes_its_own_facts_unavailable_and_no_others(string store)
    {
        await GatherAsync();
        await _bench.LoseAsync(store);
        var known = await GatherAsync();
        var states = new Dictionary<string, FactState>
        {
            ["consents"] = known.Recipients[0].Consents.State,
            ["suppressions"] = known.Recipients[0].Suppression.State,
            ["subjects"] = known.Recipients[0].BirthYear.State,
            ["templates"] = known.Template.State,
            ["halts"] = known.Halts.State,
            ["reach"] = known.Sender.State,
        };
        Assert.All(states, state => Assert.Equal(state.Key == store, state.Value == FactState.Unavailable));
    }

    [Fact]
    public async Task A_push_counts_for_the_sender_and_a_dry_run_does_not()
    {
        await GatherAsync(counted: false);
        Assert.Equal(0, (await GatherAsync()).Sender.Value!.LastMinute);
        Assert.Equal(3, (await GatherAsync()).Sender.Value!.LastMinute);
    }

    /// <summary>Three are asked at a time; who in the end got nothing is not counted.</summary>
    [Fact]
    public async Task What_a_template_or_a_text_reached_in_a_day_outlives_a_restart()
    {
        var (template, text) = (Push(), Push(template: null, text: "会员日 618，满 300 减 40"));
        foreach (var (message, sent) in ((Message, int)[])[(template, 3), (text, 2), (text, 0)])
        {
            await GatherAsync(message);
            await _activity.SettleAsync(message, Of(message), sent);
        }

        Assert.Equal(3, (await GatherAsync(template, counted: false)).Sender.Value!.Reached);
        Assert.Equal(2, (await GatherAsync(Push(template: null, text: "会员日６１９，满301减４０"), counted: false)).Sender.Value!.Reached);
        Assert.Equal(0, (await GatherAsync(Push(template: null, text: "other"), counted: false)).Sender.Value!.Reached);
        _reach.Dispose();
        using var reopened = new SqliteReachStore(_bench.Reopen());
        Assert.Equal(3, await reopened.AddAsync(Of(template).Reached, template.At, 0));
        Assert.Equal(2, await reopened.AddAsync(Of(text).Reached, text.At, 0));
        Assert.Equal(0, await reopened.AddAsync(Of(text).Reached, text.At.AddHours(IReachStore.Hours + 1), 0));
    }

    [Theory]
    [InlineData("consents")]
    [InlineData("subjects")]
    [InlineData("suppressions")]
    public async Task A_store_that_is_late_makes_its_own_facts_unavailable_and_holds_up_no_others(string late)
    {
        var hangs = new TaskCompletionSource();
        var slow = new LateStores(late, hangs.Task, _consents, _subjects, _suppressions);
        var facts = new FactGatherer(slow, slow, slow, _halts, new StoreDeadline(TimeSpan.FromMilliseconds(200)));
        var known = await GatherAsync(facts: facts);
        Assert.Equal(
            [late == "consents", late == "subjects", late == "suppressions"],
            [
                known.Recipients[0].Consents.State == FactState.Unavailable,
                known.Recipients[0].BirthYear.State == FactState.Unavailable,
                known.Recipients[0].Suppression.State == FactState.Unavailable,
            ]
        );
        hangs.SetResult();
        known = await GatherAsync(facts: facts);
        Assert.True(known.Recipients[0].Consents.Value.Single().Granted);
    }

    private CarriedContent Of(Message message) => Names.Of(message, Template(message).Value);
}
