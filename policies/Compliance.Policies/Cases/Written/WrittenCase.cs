using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases.Written;

/// <summary>
/// A case as legal writes it in <c>cases/*.yaml</c>: only what it is about. <see cref="CaseBuilder"/> adds an ordinary morning,
/// an adult who consented and a sender who never did anything odd.
/// </summary>
public sealed record WrittenCase
{
    [Description("案例编号，在所有规则包中唯一")]
    [RegularExpression("^[a-z0-9]+([-./][a-z0-9]+)*$")]
    public required string Case { get; init; }

    [Description("一句话说明")]
    public required string Title { get; init; }

    [Description("只有这一条规则起作用：消息因它被拒绝、改写或者记录")]
    public string? Fails { get; init; }

    [Description("差一点就违反这条规则，但应当通过")]
    public string? Passes { get; init; }

    [Description("消息")]
    public required WrittenMessage Message { get; init; }

    [Description("收件人；不写就是一位已同意的成年人")]
    public ImmutableArray<WrittenPerson> To { get; init; } = [];

    [Description("关于发送方、模板和停发的已知事实")]
    public WrittenFacts Facts { get; init; } = new();

    [Description("除 fails、passes 以外还要核对的结果")]
    public WrittenExpectation Expect { get; init; } = new();
}

public sealed record WrittenMessage
{
    [Description("通道，例如 tencent-sms；写通道族时取其中一个")]
    public required string Channel { get; init; }

    [Description("正文")]
    public string? Text { get; init; }

    [Description("标题或者邮件主题")]
    public string? Title { get; init; }

    [Description("签名字段（不含【】）")]
    public string? Signature { get; init; }

    [Description("模板变量")]
    public ImmutableArray<WrittenVariable> Variables { get; init; } = [];

    [Description("声明的类别；不写则按营销处理")]
    public Category? Category { get; init; }

    [Description("时间；不写时区则为北京时间")]
    public DateTimeOffset At { get; init; } = new(2026, 12, 1, 10, 0, 0, TimeSpan.FromHours(8));

    [Description("发送方")]
    public string Sender { get; init; } = "demo";

    [Description("品牌")]
    public string Brand { get; init; } = "品牌";

    [Description("活动")]
    public string? Campaign { get; init; }

    [Description("目的")]
    public string Purpose { get; init; } = "marketing";

    [Description("行业；不写则各行业的规则都适用")]
    public string? Industry { get; init; }

    [Description("证据编号")]
    public string? Evidence { get; init; }

    [Description("模板编号")]
    public string? Template { get; init; }

    [Description("正文能不能改写；模板固定在服务商一侧的写 false")]
    public bool Editable { get; init; } = true;

    [Description("收件人数；不写则与 to 的人数相同")]
    [Range(1, 100_000)]
    public int? Audience { get; init; }
}

public sealed record WrittenVariable
{
    [Description("变量名")]
    public required string Name { get; init; }

    [Description("变量的值")]
    public required string Text { get; init; }
}

public sealed record WrittenPerson
{
    [Description("是谁：person、staff、group、unresolvable")]
    public RecipientKind Kind { get; init; } = RecipientKind.Person;

    [Description("对该渠道营销消息的同意：granted、withdrawn、none")]
    public WrittenConsent Consent { get; init; } = WrittenConsent.Granted;

    [Description("同意所针对的渠道；不写则为消息的通道族")]
    public string? ConsentChannel { get; init; }

    [Description("同意所针对的目的；不写则为消息的目的")]
    public string? ConsentPurpose { get; init; }

    [Description("同意的时间")]
    public DateTimeOffset ConsentAt { get; init; } = new(2026, 10, 1, 9, 0, 0, TimeSpan.FromHours(8));

    [Description("是否在禁发名单上")]
    public bool Suppressed { get; init; }

    [Description("出生年份")]
    [Range(1900, 2200)]
    public int BirthYear { get; init; } = 1990;

    [Description("时区；不写则为默认时区")]
    public string? TimeZone { get; init; }

    [Description("地区（GB/T 2260 行政区划代码）；不写则不明")]
    public string? Region { get; init; }

    [Description("人群标签")]
    public ImmutableArray<string> Segments { get; init; } = [];

    [Description("与第几位收件人是同一个人（从 1 数起，写在后面的一位上）")]
    [Range(1, 100_000)]
    public int? SameAs { get; init; }

    [Description("已经用完的频次上限，或者已经收到过同样内容的不重复规则（规则编号）")]
    public ImmutableArray<string> UsedUp { get; init; } = [];

    [Description("不知道的事实：birth-year、time-zone")]
    public ImmutableArray<PersonFact> Unknown { get; init; } = [];

    [Description("查不到的事实（存储不可用）：consents、suppression、birth-year、time-zone、region、segments")]
    public ImmutableArray<PersonFact> Unavailable { get; init; } = [];
}

public enum WrittenConsent
{
    Granted,
    Withdrawn,
    None,
}

public enum PersonFact
{
    Consents,
    Suppression,
    BirthYear,
    TimeZone,
    Region,
    Segments,
}

public sealed record WrittenFacts
{
    [Description("登记过的模板")]
    public WrittenTemplate? Template { get; init; }

    [Description("最近一分钟已经触达的人数")]
    [Range(0, int.MaxValue)]
    public int LastMinute { get; init; }

    [Description("发送方每分钟的上限；0 为不限")]
    [Range(0, int.MaxValue)]
    public int MaxPerMinute { get; init; }

    [Description("新内容第一次触达的上限；0 为不限")]
    [Range(0, int.MaxValue)]
    public int BlastRadius { get; init; }

    [Description("这个模板或者文案以前触达过的人数")]
    [Range(0, int.MaxValue)]
    public int Reached { get; init; }

    [Description("签名或者随机数是否用过")]
    public bool Replayed { get; init; }

    [Description("生效中的停发（说明原因）")]
    public ImmutableArray<string> Halts { get; init; } = [];
}

public sealed record WrittenTemplate
{
    [Description("模板正文，变量写成 {1} 或者 ${name}")]
    public required string Text { get; init; }

    [Description("登记的类别")]
    public required Category Category { get; init; }

    [Description("登记的签名")]
    public string? Signature { get; init; }

    [Description("变量的类型；没有写的变量是不超过 35 个字的短语")]
    public ImmutableArray<WrittenVariableType> Variables { get; init; } = [];
}

public sealed record WrittenVariableType
{
    [Description("变量名")]
    public required string Name { get; init; }

    [Description("类型")]
    public required VariableType Type { get; init; }
}

public sealed record WrittenExpectation
{
    [Description("整条消息的结果：permit、partial、deny")]
    public DecisionEffect? Effect { get; init; }

    [Description("每位收件人的结果，按 to 的顺序")]
    public ImmutableArray<Effect> Recipients { get; init; } = [];

    [Description("按哪个类别判断")]
    public Category? Category { get; init; }

    [Description("可以怎样补救")]
    public Remedy? Remedy { get; init; }

    [Description("下次可以发送的时间")]
    public DateTimeOffset? RetryAt { get; init; }

    [Description("改写后的正文（第一个改动的字段）")]
    public string? Text { get; init; }

    [Description("因事实查不到而放行时，被跳过的规则")]
    public ImmutableArray<string> Degraded { get; init; } = [];
}
