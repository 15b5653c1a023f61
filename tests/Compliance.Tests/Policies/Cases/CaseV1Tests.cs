using System.Text;
using System.Text.Json;
using Compliance.Policies.Cases;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using FsCheck.Fluent;

namespace Compliance.Tests.Policies.Cases;

/// <summary>Evidence is kept for years in this form: what goes in comes out, and each text stands in its own layer.</summary>
public sealed class CaseV1Tests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 13, 30, 5, 123, TimeSpan.FromHours(8));

    [Fact]
    public void Comes_back_from_its_json() => Same(Several(), CaseV1.FromJson(Several().ToJson()));

    [Fact]
    public void Comes_back_from_its_layers()
    {
        var layers = Several().Split();
        Same(Several(), CaseV1.Join(layers.Shared, Rows(layers)));
    }

    [Fact]
    public void A_text_for_one_recipient_stands_in_his_row_alone()
    {
        var layers = Several().Split();
        Assert.DoesNotContain("张三", Text(layers.Shared));
        Assert.Contains("张三", Text(layers.Row(0)));
        Assert.DoesNotContain("张三", Text(layers.Row(1)));
    }

    [Fact]
    public void Personal_data_in_a_text_for_several_is_starred_in_the_shared_layer()
    {
        var layers = Several().Split();
        Assert.DoesNotContain("13800138000", Text(layers.Shared));
        Assert.Contains("客服***********转1", Text(layers.Shared));
        Assert.Contains("13800138000", Text(layers.Row(1)));
        Assert.DoesNotContain("13800138000", Text(layers.Row(0)));
    }

    [Fact]
    public void Nobody_stands_in_the_shared_layer()
    {
        var layers = Several().Split();
        foreach (var recipient in Several().Message.Recipients)
            Assert.DoesNotContain(recipient.Identity, Text(layers.Shared));
    }

    [Fact]
    public void An_erased_row_leaves_the_others_whole()
    {
        var rows = Rows(Several().Split());
        rows[0] = ReadOnlyMemory<byte>.Empty;
        var joined = CaseV1.Join(Several().Split().Shared, rows);
        Assert.Equal([0], joined.Erased.ToArray());
        Assert.Equal("", joined.Message.Contents[0].Fields[0].Text);
        Assert.Equal(Several().Message.Contents[1].Fields[0].Text, joined.Message.Contents[1].Fields[0].Text);
        Assert.Equal(FactState.Unavailable, joined.Facts.Recipients[0].Consents.State);
    }

    [Fact]
    public void Pseudonyms_stand_in_for_identities()
    {
        var layers = Several().Split();
        var joined = CaseV1.Join(layers.Shared, Rows(layers), ["p1", "p2", "p3"]);
        Assert.Equal(["p1", "p2", "p3"], joined.Message.Recipients.Select(recipient => recipient.Identity));
        Assert.DoesNotContain("+86", Text(joined.ToJson()));
    }

    [Fact]
    public void Is_one_line() => Assert.DoesNotContain((byte)'\n', Several().ToJson());

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"v\":2}")]
    [InlineData("{\"v\":1,\"engine\":\"x\",\"message\":{}}")]
    [InlineData("{\"v\":1,\"engine\":\"x\",\"message\":[],\"facts\":3,\"decision\":null}")]
    public void What_is_no_case_is_one_kind_of_error(string json) =>
        Assert.ThrowsAny<JsonException>(() => CaseV1.FromJson(Encoding.UTF8.GetBytes(json)));

    /// <summary>Kept bytes: a change here must be an added key, never a changed one.</summary>
    [Fact]
    public void The_layers_are_written_as_approved()
    {
        var layers = Several().Split();
        Assert.Equal(
            """{"identity":"phone:+8613900000003","kind":"person","content":1,"hidden":[[0,2,"13800138000"]],"facts":{"consents":"unavailable","suppression":{"reason":"投诉","at":"2026-11-21T05:30:05.123Z"},"birthYear":null,"timeZone":"Asia/Tokyo"},"grants":[{"rule":"cap-sms-daily","counter":"cap-sms-daily","window":"2026-11-21","refused":true}],"decision":{"effect":"deny","rules":[["cap-sms-daily","cap"]]}}""",
            Text(layers.Row(2))
        );
        Assert.Equal(
            $$$"""{"v":1,"engine":"{{{EngineVersion.Current}}}","message":{"at":"2026-11-21T05:30:05.123Z","channel":"tencent-sms","family":"sms","sender":"crm","brand":"拾光","account":"default","campaign":"618","purpose":"marketing","declared":"marketing","templateId":"t-1","recipients":3,"contents":[{"fields":[{"name":"TemplateParamSet[0]","role":"variable","variable":"1","maxBytes":500}]},{"fields":[{"name":"text","text":"客服***********转1"},{"name":"签名","text":"拾光","role":"signature","editable":false}]}]},"facts":{"template":{"id":"t-1","text":"您好{1}","category":"marketing","signature":"拾光"},"sender":{"lastMinute":3,"maxPerMinute":0,"blastRadius":0,"reached":7,"replayed":false},"halts":[]},"decision":{"effect":"partial","category":{"declared":"marketing","effective":"marketing","by":"declared"},"shadow":[["links-own-domains","link"]],"remedy":"retry-at","retryAt":"2026-11-21T05:30:05.123Z","revision":"r1","contents":[{"findings":[{"rule":"words","severity":"warn","field":0,"start":0,"length":2,"term":"词"}]},{"obligations":[{"kind":"mask","rule":"mask-mobile","field":0,"start":2,"length":11,"what":"mobile"}],"rewrites":[{"field":0,"text":"客服138****8000转1"}]}]}}""",
            Text(layers.Shared)
        );
    }

    /// <summary>Whatever the texts and whoever reads which: the layers give back what went in, and the shared one holds no personal data.</summary>
    [Fact]
    public void Any_case_comes_back_and_shares_no_personal_data()
    {
        var texts = Gen.Elements(
                "13812345678",
                "11010519491231002X",
                "会员",
                "😀",
                "\"",
                "\n",
                "\\",
                "<",
                "zhangsan@example.com",
                "１３８１２３４５６７８",
                ""
            )
            .ListOf()
            .Select(pieces => string.Join("，", pieces));
        var cases = from variants in texts.ArrayOf(3) from readers in Gen.Choose(0, 2).ArrayOf() select Reading(variants, readers);
        FsCheck.Check.One(
            FsCheck.Config.QuickThrowOnFailure,
            Prop.ForAll(
                cases.ToArbitrary(),
                @case =>
                {
                    var layers = @case.Split();
                    Same(@case, CaseV1.Join(layers.Shared, Rows(layers)));
                    Assert.DoesNotContain("13812345678", Text(layers.Shared));
                    Assert.DoesNotContain("11010519491231002X", Text(layers.Shared));
                }
            )
        );
    }

    [Fact]
    public void A_text_with_half_a_character_does_not_stop_the_record()
    {
        var broken = Reading(["\uD83D会员", "", ""], [0]);
        Assert.Contains("会员", Text(broken.Split().Row(0)));
    }

    /// <summary>Variants that nobody reads would be texts without an owner: they are left empty.</summary>
    private static CaseV1 Reading(string[] variants, int[] readers)
    {
        var several = Several();
        return several with
        {
            Message = several.Message with
            {
                Recipients =
                [
                    .. readers.Select(
                        (content, i) =>
                            new Recipient
                            {
                                Identity = $"subject:{i}",
                                Kind = RecipientKind.Person,
                                Content = content,
                            }
                    ),
                ],
                Contents =
                [
                    .. variants.Select(
                        (text, i) =>
                            new MessageContent { Fields = [new ContentField { Name = "text", Text = readers.Contains(i) ? text : "" }] }
                    ),
                ],
            },
            Facts = several.Facts with { Recipients = [.. readers.Select(_ => new RecipientFacts())] },
            Grants = [.. readers.Select((_, i) => new CaseGrant(i, "cap", "cap", "2026-11-21", i % 2 == 0))],
            Decision = several.Decision with
            {
                Recipients = [.. readers.Select(_ => new CaseRecipientDecision { Effect = Effect.Deny })],
                Contents = [.. variants.Select(_ => new CaseContentDecision())],
            },
        };
    }

    private static CaseV1 Several() =>
        new()
        {
            Engine = EngineVersion.Current,
            Message = new Message
            {
                Channel = "tencent-sms",
                Family = "sms",
                Sender = "crm",
                Brand = "拾光",
                At = At,
                Campaign = "618",
                Declared = Category.Marketing,
                TemplateId = "t-1",
                Recipients =
                [
                    new Recipient
                    {
                        Identity = "phone:+8613900000001",
                        Kind = RecipientKind.Person,
                        Content = 0,
                    },
                    new Recipient
                    {
                        Identity = "phone:+8613900000002",
                        Kind = RecipientKind.Person,
                        Content = 1,
                    },
                    new Recipient
                    {
                        Identity = "phone:+8613900000003",
                        Kind = RecipientKind.Person,
                        Content = 1,
                    },
                ],
                Contents =
                [
                    new MessageContent
                    {
                        Fields =
                        [
                            new ContentField
                            {
                                Name = "TemplateParamSet[0]",
                                Text = "张三",
                                Role = FieldRole.Variable,
                                Variable = "1",
                                MaxBytes = 500,
                            },
                        ],
                    },
                    new MessageContent
                    {
                        Fields =
                        [
                            new ContentField { Name = "text", Text = "客服13800138000转1" },
                            new ContentField
                            {
                                Name = "签名",
                                Text = "拾光",
                                Role = FieldRole.Signature,
                                Editable = false,
                            },
                        ],
                    },
                ],
            },
            Facts = new KnownFacts
            {
                Template = Fact.Known(
                    new TemplateFact
                    {
                        Id = "t-1",
                        Text = "您好{1}",
                        Category = Category.Marketing,
                        Signature = "拾光",
                    }
                ),
                Sender = Fact.Known(
                    new SenderFact
                    {
                        LastMinute = 3,
                        MaxPerMinute = 0,
                        BlastRadius = 0,
                        Reached = 7,
                        Replayed = false,
                    }
                ),
                Halts = Fact.Known<System.Collections.Immutable.ImmutableArray<HaltFact>>([]),
                Recipients =
                [
                    new RecipientFacts
                    {
                        Consents = Fact.Known<System.Collections.Immutable.ImmutableArray<ConsentFact>>([
                            new ConsentFact
                            {
                                Channel = "sms",
                                Purpose = "marketing",
                                Granted = true,
                                At = At,
                                Notice = "v3",
                                Proof = "p",
                            },
                        ]),
                        Suppression = Fact.Nothing<SuppressionFact>(),
                        BirthYear = Fact.Known(1990),
                        TimeZone = Fact.Nothing<string>(),
                        Region = Fact.Known("310115"),
                        Segments = Fact.Known<System.Collections.Immutable.ImmutableArray<string>>(["vip"]),
                    },
                    new RecipientFacts(),
                    new RecipientFacts
                    {
                        Suppression = Fact.Known(new SuppressionFact("投诉", At)),
                        BirthYear = Fact.Nothing<int>(),
                        TimeZone = Fact.Known("Asia/Tokyo"),
                        Region = Fact.Nothing<string>(),
                        Segments = Fact.Nothing<System.Collections.Immutable.ImmutableArray<string>>(),
                    },
                ],
            },
            Grants =
            [
                new CaseGrant(0, "cap-sms-daily", "cap-sms-daily", "2026-11-21", false),
                new CaseGrant(2, "cap-sms-daily", "cap-sms-daily", "2026-11-21", true),
            ],
            Decision = new CaseDecision
            {
                Effect = DecisionEffect.Partial,
                Category = new CategoryDecision(Category.Marketing, Category.Marketing, "declared"),
                Recipients =
                [
                    new CaseRecipientDecision { Effect = Effect.Permit, Basis = new CaseHit("consent-marketing", "granted") },
                    new CaseRecipientDecision
                    {
                        Effect = Effect.Permit,
                        Basis = new CaseHit("consent-marketing", "granted"),
                        Shadow = [new CaseHit("x", "y")],
                    },
                    new CaseRecipientDecision { Effect = Effect.Deny, Rules = [new CaseHit("cap-sms-daily", "cap")] },
                ],
                Contents =
                [
                    new CaseContentDecision { Findings = [new CaseFinding("words", Severity.Warn, 0, 0, 2, "词")] },
                    new CaseContentDecision
                    {
                        Obligations = [new CaseObligation(ObligationKind.Mask, "mask-mobile", 0, 2, 11, "mobile")],
                        Rewrites = [new FieldRewrite(0, "客服138****8000转1")],
                    },
                ],
                Shadow = [new CaseHit("links-own-domains", "link")],
                Remedy = Remedy.RetryAt,
                RetryAt = At,
                Revision = "r1",
            },
        };

    private static void Same(CaseV1 expected, CaseV1 actual) => Assert.Equal(Text(expected.ToJson()), Text(actual.ToJson()));

    private static List<ReadOnlyMemory<byte>> Rows(CaseLayers layers) => [.. Enumerable.Range(0, layers.Rows).Select(layers.Row)];

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
