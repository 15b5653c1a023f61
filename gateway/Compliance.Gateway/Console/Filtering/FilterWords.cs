namespace Compliance.Gateway.Console.Filtering;

/// <summary>What is wrong with a token and how to mend it; both are keys of the console's texts.</summary>
internal static class FilterWords
{
    public static (string What, string Mend) Of(FilterFault fault) =>
        fault switch
        {
            FilterFault.UnknownKey => ("没有这个条件", "可用：人、规则、通道、通道族、活动、发送方、结果、法条、类别、回执、从、到。"),
            FilterFault.TooLong => ("条件太长", "最多 2000 个字符：去掉一些条件，或者分几次查询。"),
            FilterFault.UnknownWord => ("看不懂这个词", "写成 条件:值，例如 活动:618；也可以直接输入手机号、邮箱或 external_userid。"),
            FilterFault.NoValue => ("冒号后面没有值", "把值紧跟在冒号后面，例如 规则:cap-sms-daily。"),
            FilterFault.UnknownChannel => ("没有这个通道", "从提示里选一个通道族或者通道，例如 短信、tencent-sms。"),
            FilterFault.UnknownEffect => ("没有这个结果", "写 放行、部分 或 拒绝。"),
            FilterFault.UnknownCategory => ("没有这个类别", "写 营销、服务、交易 或 安全。"),
            FilterFault.UnknownPeriod => ("没有这个时间段", "写 今天、昨天、最近24小时、最近7天、最近30天，或者用 从: 和 到:。"),
            FilterFault.UnknownLaw => ("法条的写法不对", "写成 法律名/条，例如 法条:个人信息保护法/13。"),
            FilterFault.UnknownTime => ("时间的写法不对", "写北京时间的日期或分钟，例如 从:2026-11-01、到:2026-11-21T18:00。"),
            FilterFault.UnknownPerson => (
                "认不出是谁",
                "写手机号（境外带 +国家码）、邮箱、external_userid，或者 kind:value，例如 unionid:…。"
            ),
            FilterFault.OpenidWithoutApp => ("openid 要带上公众号的 appid", "写成 openid:<appid>:<openid>。"),
            FilterFault.OpenQuote => ("引号没有配对", "补上另一半引号。"),
            FilterFault.NotNegatable => ("人、回执和时间不能排除", "去掉前面的减号；时间用 从: 和 到: 缩小范围。"),
            FilterFault.OneValueOnly => ("这里只能写一个值", "去掉逗号后面的部分。"),
            FilterFault.Twice => ("重复了", "只能有一个人、一个开始和一个结束：去掉其中一个。"),
            FilterFault.EmptyTime => ("时间段是空的", "“到”应晚于“从”。"),
            FilterFault.PersonalValue => ("这像是某人的联系方式", "按人查询请写 人:…，它不会进入网址和日志。"),
            FilterFault.PersonInAddress => ("人不能写在网址里", "请在这里输入并查询：网址会留在浏览器历史和日志里。"),
            FilterFault.ReceiptAlone => ("回执号只能单独查询", "去掉其他条件：一个回执号只对应一次推送。"),
            FilterFault.ReceiptInAddress => (
                "回执号不能写在网址里",
                "请在这里输入并查询：有的回执号和手机号一样，网址会留在浏览器历史和日志里。"
            ),
            FilterFault.PartialOfPerson => ("一个人没有“部分”", "按人查询时写 放行 或 拒绝。"),
            _ => ("这几个结果不能一起查", "“放行”和“拒绝”请分别查询。"),
        };
}
