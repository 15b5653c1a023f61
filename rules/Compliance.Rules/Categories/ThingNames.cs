using System.Text.RegularExpressions;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Categories;

/// <summary>
/// What is a name by the way it is written, wherever a template puts it: a title in its marks, a shop or a bank, a post, a tariff, a class, things with their
/// number. What it is stands at its end; it calls nobody and names no price, and so 买一送一拿铁2杯 was ordered and 拿铁买一送一 is offered.
/// </summary>
internal static partial class ThingNames
{
    private const int LongestName = 24;
    private const string Brackets = "“”\"'【】[]「」 ";

    /// <summary>Besides letters and digits; what else stands in a value is no part of a name.</summary>
    private const string Marks = "()（）·&-—.:： 【】“”";

    /// <summary>The words at that place of a value belong to a title or to the name of a place: nobody who sends a notice has chosen them.</summary>
    public static bool HoldProper(ReadOnlySpan<char> value, int start, int length)
    {
        value = Folding.Plain(value);
        return IsInTitle(value, start, start + length)
            || IsWrittenAsName(ref value) && !Calls().IsMatch(value) && IsPlace(Parted(value).Head);
    }

    /// <summary>The words at that place of a value belong to a name.</summary>
    public static bool Hold(ReadOnlySpan<char> value, int start, int length)
    {
        value = Folding.Plain(value);
        if (IsInTitle(value, start, start + length))
            return true;
        var listed = false;
        var from = 0;
        foreach (var range in value.SplitAny('、', '+', '＋'))
        {
            listed |= from > 0;
            from = range.End.GetOffset(value.Length) + 1;
        }
        if (!listed)
            return IsName(value);
        foreach (var range in value.SplitAny('、', '+', '＋'))
            if (!IsCounted(value[range].Trim(Brackets)))
                return false;
        return true;
    }

    private static bool IsInTitle(ReadOnlySpan<char> value, int start, int end)
    {
        var open = value[..start].LastIndexOf('《');
        var close = value[end..].IndexOf('》');
        if (open < 0 || close < 0 || value[open..start].Contains('》'))
            return false;
        var title = value[(open + 1)..(end + close)];
        return title.Length <= LongestName && !title.ContainsAny("，。！!;；\n") && !Price().IsMatch(title);
    }

    private static bool IsWrittenAsName(ref ReadOnlySpan<char> value)
    {
        value = value.Trim(Brackets);
        if (value.Length is 0 or > LongestName)
            return false;
        foreach (var c in value)
            if (!char.IsLetterOrDigit(c) && !Marks.Contains(c))
                return false;
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> value)
    {
        if (!IsWrittenAsName(ref value))
            return false;
        if (IsCounted(value))
            return true;
        if (Calls().IsMatch(value))
            return false;
        var (head, remark) = Parted(value);
        return IsPlace(head)
            || Tariffs().IsMatch(head) && Network().IsMatch(value)
            || !Price().IsMatch(head) && (Posts().IsMatch(head) || Goods().IsMatch(head) || Classes().IsMatch(head))
            || Label().IsMatch(head) && IsCounted(remark)
            || Network().IsMatch(head) && Tariffs().IsMatch(remark);
    }

    /// <summary>九块九小店, 十元店: the price is the kind of shop.</summary>
    private static bool IsPlace(ReadOnlySpan<char> head) =>
        Places().IsMatch(head) && !Campaign().IsMatch(head) && (!Price().IsMatch(head) || PriceShop().IsMatch(head));

    /// <summary>Things with their number; what is right before the number is the thing.</summary>
    private static bool IsCounted(ReadOnlySpan<char> item)
    {
        foreach (var match in Counted().EnumerateMatches(item))
            return item.Length <= LongestName && !Bait().IsMatch(item[..match.Index]) && !Price().IsMatch(item) && !Calls().IsMatch(item);
        return false;
    }

    /// <summary>The name, and what a bracket at its end says of it.</summary>
    private static (string Head, string Remark) Parted(ReadOnlySpan<char> value) =>
        value[^1] is ')' or '）' && value.LastIndexOfAny('(', '（') is > 0 and var open
            ? (value[..open].ToString(), value[(open + 1)..^1].ToString())
            : (value.ToString(), "");

    [GeneratedRegex(
        @"[0-9一二两三四五六七八九十百]\s*(元|块[^一二两三四五六七八九十0-9]?|折|起)|[0-9][%％]|[￥¥][0-9]|对折|满[0-9一二三四五六七八九百千]|减[0-9一二三四五六七八九百千]"
    )]
    private static partial Regex Price();

    [GeneratedRegex("(元|块|块九|块钱|折)(小|便利|精品|百货|杂货)?店$")]
    private static partial Regex PriceShop();

    [GeneratedRegex(
        "[您你我咱亲来快速仅才的]|欢迎|恭候|等您|等你|光临|全场|全店|全馆|全部|今天|今日|明天|明日|今晚|今儿|明儿|本周|周末|年终|岁末|新店|开业|开张|下单|进店|到店|低至|只要|只需|到手|优先|立减|立省|关注|搜|进群|加群|扫码|点击|马上|立即|赶紧|上市|上新|到货|首发|开售|热卖|首月|找|问|联系|^(送|领|抽|抢|得|拿|赢|返|奖励|免费|赠)[^品送]"
    )]
    private static partial Regex Calls();

    [GeneratedRegex(
        "[^本小新到店](店|馆|坊|书屋|小屋|轩|阁|斋|园|旅行社|报社|俱乐部|酒店|宾馆|医院|学校|批发部|批发市场|经营户|工厂|商行|车行|银行|支行|分行|商贸|粮油|超市|公司|百货|便利|烟酒|五金|建材|文具|证券|保险|基金|信托|信用社|商场|广场|大厦|市场|药房|诊所|饭店|酒楼|餐厅|食堂|茶馆|影城|书城|工作室|经营部|门市部|服务部|事务所|代收点|自提点|寄存柜|驿站|站|柜)([a-z0-9一二三四五六七八九十]+号)?(门口|前台|旁|内|楼上|楼下)?$|(块九|元|街|折|惠|价|杀)小?店$"
    )]
    private static partial Regex Places();

    /// <summary>A place is called after what it always sells, not after a season's sale.</summary>
    [GeneratedRegex("双十|双11|双12|618|年货节|店庆|周年|狂欢|大促|清仓|甩卖|开抢|来袭|回馈|酬宾|钜惠|限时|限量|半价|包邮|免费")]
    private static partial Regex Campaign();

    [GeneratedRegex(
        "(岗|岗位|老师|运营|团长|编辑|客服|专员|经理|主管|督导|主播|助理|店员|策划|总监|工程师|负责人|团队长|导购|营业员|促销员|推广员|推销员|理货员|收银员|实习生|讲师|教练)$"
    )]
    private static partial Regex Posts();

    [GeneratedRegex("(商品|货品|尾款|订单|补差|凭证|小票)$")]
    private static partial Regex Goods();

    [GeneratedRegex("[a-z0-9一二三四五六七八九十](班|组|营|队|期)$")]
    private static partial Regex Classes();

    [GeneratedRegex("(套餐|版|卡|档|包|资费|合约|服务|业务)$")]
    private static partial Regex Tariffs();

    [GeneratedRegex("宽带|千兆|融合|流量|通话|号卡|校园|保号|[0-9]+(m|g|gb|tb|分钟|元档|档)|[45]g")]
    private static partial Regex Network();

    [GeneratedRegex("^(赠送)?(赠品|礼品|礼物|商品|配件)$")]
    private static partial Regex Label();

    [GeneratedRegex(
        @"(?<![0-9一二两三四五六七八九十])([0-9]+|[一二两三四五六七八九十半]+)(个|件|只|片|袋|盒|瓶|支|份|张|套|双|包|斤|公斤|克|本|册|副|根|块|箱|桶|罐|杯|提|枚|台|部|把|条|盘|株|束|卷|碗|串|箱|对|盆)(装)?$"
    )]
    private static partial Regex Counted();

    /// <summary>Counted so, these are offered, not sold; and an offer itself is no thing.</summary>
    [GeneratedRegex(
        "(券|卷|红包|礼|礼品|礼包|好礼|奖|奖品|福利|名额|座位|席位|现金|惊喜|机会|课时|积分|话费|样品|半价|特价|秒杀|优惠|特惠|促销|折扣|打折|最后|便宜|[送赠减抽抢领得返免省降低拿换给各剩余限前第满够买充存])$"
    )]
    private static partial Regex Bait();
}
