using System.Collections.Frozen;

namespace Compliance.Rules.Masking;

/// <summary>Names of people, told by what stands around them: a label before (收件人：张三), or a form of address behind (尊敬的张伟先生).</summary>
internal static class Names
{
    private const string Surnames =
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊惠甄曲封芮储靳焦巴弓牧隗山谷车侯全班仰秋仲伊宫宁仇栾刘景詹束龙叶幸司韶黎薄印白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴闻莘党翟谭贡劳姬申扶堵冉宰郦雍桑桂牛寿通边燕冀尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易廖居衡步都耿满弘匡国文寇广禄东欧沃利蔚越隆师巩厍聂晁勾敖融冷辛阚那简饶曾沙养鞠须丰巢关相查后荆红游竺权盖益桓公肖付闫涂";
    private const string DoubleSurnames = "欧阳上官司马诸葛东方皇甫尉迟公孙慕容司徒令狐长孙宇文夏侯南宫百里呼延端木轩辕";

    public static readonly string[] Labels = (
        "真实姓名、姓名、收件人、收货人、联系人、持卡人、投保人、被保险人、受益人、借款人、担保人、患者、就诊人、申请人、入住人、乘车人、乘机人、旅客、客户、户名、户主、车主、业主、学员、"
        + "考生、家长、寄件人、取件人、预约人、报名人、中奖人、开户人、经办人、法人"
    ).Split('、');
    public static readonly string[] Titles = (
        "先生、女士、小姐、老师、同学、同志、教授、医生、大夫、护士、律师、经理、主任、总监、老板、师傅、教练、阿姨、叔叔、会员您、您好、你好"
    ).Split('、');

    /// <summary>What may stand before a name that a form of address follows, where no punctuation does.</summary>
    private static readonly string[] Openings = (
        "尊敬的、敬爱的、亲爱的、恭喜、祝贺、感谢、联系、通知、转告、告知、提醒、邀请、致、给、请、是、祝、和、与、由、向、客户、会员、用户、车主、业主、患者、学员、家长、旅客、投保人、员"
    ).Split('、');
    private static readonly string[] Followers = ["电话", "手机", "身份证", "您", "的", "地址", "收", "已", "于", "在", "男", "女"];

    /// <summary>Everyday words that begin with a surname.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Everyday = (
        "全部、全体、全国、全职、全场、任何、任意、高级、高端、高贵、高薪、金牌、金卡、金领、银卡、安全、安心、安排、平安、平台、方便、方式、方法、白金、白领、白银、黄金、黑金、温馨、温柔、"
        + "温暖、成功、成熟、成员、成人、包括、和平、和谐、连续、连锁、单位、单身、单号、强烈、强力、于是、时间、时尚、时髦、计划、向您、向往、相关、文化、文明、文艺、水平、万元、万千、路线、"
        + "明天、明日、明星、常见、常用、常住、经理、经办、管理、管家、关于、关系、曾经、都是、都有、都市、广告、广大、利用、支持、支付、马上、查看、查询、解决、解锁、应用、通知、通过、花费、"
        + "元旦、卓越、步行、充值、居住、从事、解释、钱包、公司、公开、国家、国际、东方、华为、贝贝、宁可、那么、简单、别人、须知、项目、纪念、盛大、梅开、祝您、祝愿、谢谢、许多、何时、何处、"
        + "车辆、童装、宝贝、新老、专属、顾客、房东、房主、党员、冷饮、牛奶、米粉、雷达、石油、江南、江苏、山东、山西、广东、广西、云南、贵州、甘肃、宁波、海南、暂无、应届、时代、师资、家属、"
        + "边远、能够、养生、储值、储户、支行、易购、惠民、通用、隆重、满意、幸运、幸福、荣誉、尚未、司机、后台、居民、农民、万事、乐意、康复、左右、班主、程序、章节、印象、曲目"
    )
        .Split('、')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Two to four characters that end where a name ends: without a colon only before a form of address.</summary>
    public static void AfterLabel(ReadOnlySpan<char> text, int start, List<PersonalDataSpan> spans)
    {
        var marked = false;
        while (start < text.Length && text[start] is ':' or ' ' or '为' or '是')
            (start, marked) = (start + 1, true);
        var rest = text[start..];
        if (!Begins(rest))
            return;
        for (var length = 2; length <= 4 && length <= rest.Length && IsHan(rest[length - 1]); length++)
        {
            var behind = rest[length..];
            if (
                marked && (behind.IsEmpty || !IsHan(behind[0]) && behind[0] != '*')
                || StartsWithAny(behind, Titles)
                || marked && StartsWithAny(behind, Followers)
            )
            {
                // 阿卜杜拉·买买提 has a dot and another part.
                spans.Add(new PersonalDataSpan(PersonalDataKind.Name, start, length + DottedLength(behind)));
                return;
            }
        }
    }

    /// <summary>Two or three characters between a boundary and a form of address; the surname alone (王经理) names nobody.</summary>
    public static void BeforeTitle(ReadOnlySpan<char> text, int at, List<PersonalDataSpan> spans)
    {
        var greeting = text[at..].StartsWith("您好") || text[at..].StartsWith("你好") || text[at..].StartsWith("会员您");
        if (at == 0 || !IsHan(text[at - 1]))
            return;
        for (var length = 2; length <= 4 && length <= at; length++)
        {
            var start = at - length;
            if (!IsHan(text[start]) || text[start] is '的')
                return;
            if (length == 4 && !IsDouble(text[start..]) || !Begins(text[start..]) || length == 2 && IsDouble(text[start..]))
                continue;
            var before = text[..start];
            if (
                greeting
                    ? EndsWithAny(before, Openings.AsSpan(0, 3))
                    : before.IsEmpty || !IsHan(before[^1]) && before[^1] != '*' || EndsWithAny(before, Openings)
            )
            {
                spans.Add(new PersonalDataSpan(PersonalDataKind.Name, start, length));
                return;
            }
        }
    }

    public static bool IsAlone(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!IsHan(c))
                return false;
        }

        return (text.Length is 2 or 3 || text.Length == 4 && IsDouble(text)) && Begins(text);
    }

    private static bool Begins(ReadOnlySpan<char> text) =>
        text.Length > 1 && (Surnames.Contains(text[0]) || IsDouble(text)) && (!Everyday.Contains(text[..2]) || IsDouble(text));

    private static bool IsDouble(ReadOnlySpan<char> text) =>
        text.Length > 1 && DoubleSurnames.AsSpan().IndexOf(text[..2]) is >= 0 and var at && at % 2 == 0;

    private static int DottedLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('·' or '•'))
            return 0;
        var length = 1;
        while (length < text.Length && length < 8 && IsHan(text[length]))
            length++;
        return length > 1 ? length : 0;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text.StartsWith(word))
                return true;
        return false;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> text, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text.EndsWith(word))
                return true;
        return false;
    }

    private static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF';
}
