namespace Compliance.Rules.Masking;

/// <summary>Names after a label, addresses down to the door.</summary>
internal static class Labelled
{
    private const int LongestAddress = 30;
    private const string Surnames =
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊惠甄曲封芮储靳焦巴弓牧隗山谷车侯全班仰秋仲伊宫宁仇栾刘景詹束龙叶幸司韶黎薄印白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴闻莘党翟谭贡劳姬申扶堵冉宰郦雍桑桂牛寿通边燕冀尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易廖居衡步都耿满弘匡国文寇广禄东欧沃利蔚越隆师巩厍聂晁勾敖融冷辛阚那简饶曾沙养鞠须丰巢关相查后荆红游竺权盖益桓公肖付闫涂";
    private const string DoubleSurnames = "欧阳上官司马诸葛东方皇甫尉迟公孙慕容司徒令狐长孙宇文夏侯南宫百里呼延端木轩辕";
    private static readonly string[] Labels =
    [
        "姓名",
        "收件人",
        "收货人",
        "联系人",
        "持卡人",
        "投保人",
        "被保险人",
        "借款人",
        "患者",
        "就诊人",
        "申请人",
        "入住人",
        "乘车人",
        "乘机人",
        "客户",
        "户名",
        "学员",
        "家长",
        "寄件人",
        "取件人",
    ];
    private static readonly string[] Followers =
    [
        "先生",
        "女士",
        "小姐",
        "老师",
        "同学",
        "电话",
        "手机",
        "身份证",
        "您",
        "，",
        "的",
        "地址",
        "手机号",
    ];

    public static void FindNames(ReadOnlySpan<char> text, List<PersonalDataSpan> spans)
    {
        foreach (var label in Labels)
        {
            for (var at = text.IndexOf(label); at >= 0; )
            {
                var start = at + label.Length;
                var marked = false;
                while (start < text.Length && text[start] is ':' or '：' or ' ' or '\u3000' or '为' or '是')
                    (start, marked) = (start + 1, true);
                var length = NameLength(text[start..], marked);
                if (length > 0)
                    spans.Add(new PersonalDataSpan(PersonalDataKind.Name, start, length));
                var next = text[(at + label.Length)..].IndexOf(label);
                at = next < 0 ? -1 : at + label.Length + next;
            }
        }
    }

    /// <summary>A road or an estate, its number, and a door: 文一路12号3幢501室.</summary>
    public static void FindAddresses(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<PersonalDataSpan> spans)
    {
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            var number = tokens[i];
            if (
                number.Start == 0
                || "路街道巷弄村里园苑区庄同城府居坊寓厦场庭".IndexOf(text[number.Start - 1]) < 0
                || !FollowedBy(text, number.End, "号弄栋幢楼座#")
            )
                continue;
            var last = i;
            while (
                last + 1 < tokens.Length
                && tokens[last + 1].Start - tokens[last].End <= 6
                && FollowedBy(text, tokens[last + 1].End, "室户单楼层号栋幢座")
            )
                last++;
            if (last == i)
                continue;
            var start = number.Start;
            while (
                start > 0 && number.Start - start < LongestAddress && IsHan(text[start - 1]) && !"址至到送寄往在".Contains(text[start - 1])
            )
                start--;
            var end = tokens[last].End;
            while (end < text.Length && end - tokens[last].End < 2 && "室户单元楼层号栋幢座".Contains(text[end]))
                end++;
            spans.Add(new PersonalDataSpan(PersonalDataKind.Address, start, end - start));
            i = last;
        }
    }

    /// <summary>Two to four characters that start with a surname and end where a name ends; without a colon only before a form of address.</summary>
    private static int NameLength(ReadOnlySpan<char> text, bool marked)
    {
        if (
            text.IsEmpty
            || !Surnames.Contains(text[0])
                && !(text.Length > 1 && DoubleSurnames.AsSpan().IndexOf(text[..2]) is >= 0 and var at && at % 2 == 0)
        )
            return 0;
        for (var length = 2; length <= 4 && length <= text.Length && IsHan(text[length - 1]); length++)
        {
            var rest = text[length..];
            if (marked && (rest.IsEmpty || !IsHan(rest[0])))
                return length;
            foreach (var follower in Followers)
                if (rest.StartsWith(follower) && (marked || follower is "先生" or "女士" or "小姐"))
                    return length;
        }
        return 0;
    }

    private static bool FollowedBy(ReadOnlySpan<char> text, int at, string characters) => at < text.Length && characters.Contains(text[at]);

    private static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF';
}
