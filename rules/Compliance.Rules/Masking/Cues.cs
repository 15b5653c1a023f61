namespace Compliance.Rules.Masking;

/// <summary>What the words before a number say that it is.</summary>
internal enum Cue : byte
{
    None,

    /// <summary>An order, a parcel, a code, a password: no person.</summary>
    Thing,

    /// <summary>A way to reach somebody, or somebody.</summary>
    Contact,
    Identity,
    Document,
    Card,
    Company,
}

/// <summary>Words before a find: the nearest one decides (快递员电话138… is a phone, though 快递 is near).</summary>
internal static class Cues
{
    /// <summary>How far a word reaches; that a number is a thing's or a shop's is said right before it.</summary>
    private const int Reach = 16;
    private const int Touch = 8;

    private static readonly (Cue Cue, string Words)[] Words =
    [
        (
            Cue.Thing,
            "订单、运单、单号、流水、编号、编码、快递、物流、券码、券号、取件码、取货码、提货码、兑换码、激活码、核销码、邀请码、验证码、校验码、动态码、提取码、密码、口令、暗号、批号、批次、"
                + "期号、序列号、条码、条形码、商品码、商品号、工单、票号、货号、款号、型号、交易号、凭证号、保单、合同、设备、发票、时间戳、版本、坐标、金额、价格、总价、售价、现价、余额、销量、"
                + "播放量、群号、会议号、会议、房间号、直播间、活动码、礼品卡、会员卡、储值卡、购物卡、礼品卡号、会员卡号、储值卡号、购物卡号、单价、原价、积分、编码为、sku、spu、imei、isbn、"
                + "meid、order、oid、goods、item、batch、serial、tracking、code、uid、no.、¥、$、€"
        ),
        (
            Cue.Contact,
            "电话、手机、联系、拨、打给、呼、找、机主、微信、薇信、短信、电联、来电、联络、phone、mobile、mob、tel、cell、call、whatsapp、wechat、wx、"
                + "vx、+v、加v、员、小哥、师傅、经理、先生、女士、小姐、老师、客户、用户、顾客、本人、家属、业主、户主、车主、甲方、乙方、司机、骑手、管家、顾问、店长、老板、联系人、收件人、"
                + "收货人、由、☎"
        ),
        (
            Cue.Identity,
            "身份证、身分证、证件号、身份号、公民号、居住证、居留证、居留身份、社保、医保、社保卡号、医保卡号、社会保障号、社会保障号码、统一证号、idcard、id card、id number"
        ),
        (Cue.Document, "护照、通行证、回乡证、台胞证、旅行证、港澳证、证件、军官证、士兵证、警官证、学生证、驾驶证、驾照、passport"),
        (Cue.Card, "卡号、银行卡、储蓄卡、借记卡、信用卡、账号、账户、帐号、帐户、开户、收款、汇款、打款、bank card、card"),
        (Cue.Company, "信用代码、税号、纳税人识别号、营业执照"),
    ];

    private static readonly WordIndex<Cue> Index = new(
        Words.SelectMany(words => words.Words.Split('、'), (words, word) => (word, words.Cue)),
        backwards: true
    );

    /// <summary>A shop's own line or door, which everybody may know.</summary>
    private static readonly string[] Public = (
        "热线、客服、服务电话、服务专线、专线、总机、总台、前台、投诉、举报、门店、店铺、本店、商家、商户、订座、订餐、预约、预订、咨询、售后、报名、官方、公司、医院、酒店、餐厅、详询、"
        + "详情、致电、售楼、招商、营业厅、物业"
    ).Split('、');

    /// <summary>Letters that are written right before a number: wx13800138000.</summary>
    private static readonly string[] Glued = (
        "tel、phone、mob、mobile、cell、call、wx、vx、v、weixin、wechat、whatsapp、dianhua、shouji、sj、dh、hp、sms、" + "qq、zfb"
    ).Split('、');

    public static bool IsGlued(ReadOnlySpan<char> letters)
    {
        foreach (var word in Glued)
            if (letters.SequenceEqual(word))
                return true;
        return false;
    }

    public static bool EndsClause(char c) => c is ',' or '。' or ';' or '!' or '?' or '\n';

    /// <summary>What the nearest word in front of a number says; of two that end at one place the longer one.</summary>
    public static Cue Before(ReadOnlySpan<char> text, int start)
    {
        var sameClause = true;
        for (var end = start; end > 0 && start - end < Reach; end--)
        {
            if (Index.TryFind(text, end, out var cue, out _) && (cue != Cue.Thing || sameClause && start - end < Touch))
                return cue;
            sameClause &= !EndsClause(text[end - 1]);
        }
        return Cue.None;
    }

    /// <summary>A word right before the find says that it is a shop's.</summary>
    public static bool IsPublic(ReadOnlySpan<char> text, int start)
    {
        var before = text[Math.Max(0, start - Touch)..start];
        while (before.IndexOfAny(",。;!?\n") is >= 0 and var end)
            before = before[(end + 1)..];
        foreach (var word in Public)
            if (before.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }
}
