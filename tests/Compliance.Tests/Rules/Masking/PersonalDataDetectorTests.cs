using Compliance.Rules.Masking;

namespace Compliance.Tests.Rules.Masking;

public sealed class PersonalDataDetectorTests
{
    [Theory]
    [InlineData("证件11010519491231002X已核对", "id-card", "11010519491231002X")]
    [InlineData("证件１１０１０５１９４９１２３１００２Ｘ", "id-card", "１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("110105 19491231 002X", "id-card", "110105 19491231 002X")]
    [InlineData("身份证号110105491231002", "id-card", "110105491231002")]
    [InlineData("身份证110105.19491231.002X", "id-card", "110105.19491231.002X")]
    [InlineData("身份证号码是11010519491231002×", "id-card", "11010519491231002")]
    [InlineData("身份证号110105194912310021有误", "id-card", "110105194912310021")] // a wrong check digit, but the word says what it is
    [InlineData("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "id-card", "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X")]
    [InlineData("110105\n19491231\n002X", "id-card", "110105\n19491231\n002X")]
    [InlineData("身分證字號A123456789", "id-card", "A123456789")]
    [InlineData("永久居留证911110199001010017", "id-card", "911110199001010017")]
    [InlineData("社保卡号110105199003078", "id-card", "110105199003078")]
    [InlineData("地址：朝阳区建国路88号院5号楼1203", "address", "朝阳区建国路88号院5号楼1203")]
    [InlineData("请拨13812345678联系", "mobile", "13812345678")]
    [InlineData("+86 138-1234-5678", "mobile", "+86 138-1234-5678")]
    [InlineData("0086 13812345678", "mobile", "0086 13812345678")]
    [InlineData("138\u200B1234\u200B5678", "mobile", "138\u200B1234\u200B5678")]
    [InlineData("138.1234.5678", "mobile", "138.1234.5678")]
    [InlineData("138/1234/5678", "mobile", "138/1234/5678")]
    [InlineData("138 123 45678", "mobile", "138 123 45678")]
    [InlineData("（138）1234-5678", "mobile", "（138）1234-5678")]
    [InlineData("打给138\n1234\n5678", "mobile", "138\n1234\n5678")]
    [InlineData("手机138😀1234😀5678", "mobile", "138😀1234😀5678")]
    [InlineData("1-3-8-1-2-3-4-5-6-7-8", "mobile", "1-3-8-1-2-3-4-5-6-7-8")]
    [InlineData("一三八一二三四五六七八", "mobile", "一三八一二三四五六七八")]
    [InlineData("幺三八 零零一三 八零零零", "mobile", "幺三八 零零一三 八零零零")]
    [InlineData("壹叁捌零零壹叁捌零零零", "mobile", "壹叁捌零零壹叁捌零零零")]
    [InlineData("1三8零0一3八000", "mobile", "1三8零0一3八000")]
    [InlineData("①③⑧①②③④⑤⑥⑦⑧", "mobile", "①③⑧①②③④⑤⑥⑦⑧")]
    [InlineData("❶❸❽❶❷❸❹❺❻❼❽", "mobile", "❶❸❽❶❷❸❹❺❻❼❽")]
    [InlineData("1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "mobile", "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣")]
    [InlineData("𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "mobile", "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖")]
    [InlineData("138OOl38OOO", "mobile", "138OOl38OOO")]
    [InlineData("加v13812345678", "mobile", "13812345678")]
    [InlineData("Tel13812345678", "mobile", "13812345678")]
    [InlineData("13812345678vip", "mobile", "13812345678vip")]
    [InlineData("13812345678转1", "mobile", "13812345678")] // a key of a menu is nobody's
    [InlineData("13812345678转8001", "mobile", "13812345678转8001")]
    [InlineData("唯一13812345678", "mobile", "13812345678")]
    [InlineData("https://x.cn/?m=13812345678", "mobile", "13812345678")]
    [InlineData("手機0912-345-678", "mobile", "0912-345-678")]
    [InlineData("+886 912 345 678", "mobile", "+886 912 345 678")]
    [InlineData("+852 9123 4567", "mobile", "+852 9123 4567")]
    [InlineData("电话(010)62345678", "landline", "(010)62345678")]
    [InlineData("座机0755-26001234", "landline", "0755-26001234")]
    [InlineData("家里电话0571-87654321转2", "landline", "0571-87654321")]
    [InlineData("卡号6222 0212 3456 7890 128", "bank-card", "6222 0212 3456 7890 128")]
    [InlineData("卡号6222021234567890123", "bank-card", "6222021234567890123")] // wrong by Luhn, but the word says what it is
    [InlineData("护照E12345678", "passport", "E12345678")]
    [InlineData("回乡证H1234567801", "passport", "H1234567801")]
    [InlineData("台胞证号：12345678", "passport", "12345678")]
    [InlineData("护照号TK1234567", "passport", "TK1234567")]
    [InlineData("车牌京A12345停在门口", "plate", "京A12345")]
    [InlineData("粤B·D12345", "plate", "粤B·D12345")]
    [InlineData("京A1234应急", "plate", "京A1234应急")]
    [InlineData("使馆车辆使014578", "plate", "使014578")]
    [InlineData("写信到zhang.san@example.com。", "email", "zhang.san@example.com")]
    [InlineData("写信到lisi[at]qq.com", "email", "lisi[at]qq.com")]
    [InlineData("写信到lisi # 163.com", "email", "lisi # 163.com")]
    [InlineData("税号91350100M000100Y43", "credit-code", "91350100M000100Y43")]
    [InlineData("收件人：张三，", "name", "张三")]
    [InlineData("联系人 欧阳明先生", "name", "欧阳明")]
    [InlineData("尊敬的张伟女士，您好", "name", "张伟")]
    [InlineData("请联系王小明经理", "name", "王小明")]
    [InlineData("送至文一西路12号3幢501室", "address", "文一西路12号3幢501室")]
    [InlineData("收货地址：云南省大理市古城镇南门村5组，请核对", "address", "云南省大理市古城镇南门村5组")]
    [InlineData("已送到红星村8组", "address", "红星村8组")]
    [InlineData("加微信号：wang_xm88", "account", "wang_xm88")]
    [InlineData("+V: xiaoli2026", "account", "xiaoli2026")]
    [InlineData("QQ：123456789", "account", "123456789")]
    public void Finds(string text, string kind, string data)
    {
        var span = Assert.Single(Find(text));
        Assert.Equal((kind, data), (PersonalDataKinds.NameOf(span.Kind), text.Substring(span.Start, span.Length)));
    }

    /// <summary>The nearer word decides what a number is.</summary>
    [Theory]
    [InlineData("快递员电话13812345678", true)]
    [InlineData("快递小哥手机：13812345678", true)]
    [InlineData("会议号 139 1234 5678 1", false)]
    [InlineData("物流联系人 13812345678", true)]
    [InlineData("合同甲方13812345678", true)]
    [InlineData("编号001 手机13812345678", true)]
    [InlineData("电话13812345678元旦快乐", true)]
    [InlineData("手机订单号13812345678", false)]
    [InlineData("客户编号13812345678", false)]
    [InlineData("联系快递，单号13812345678", false)]
    public void Nearer_word_decides(string text, bool personal) => Assert.Equal(personal, Find(text).Count == 1);

    [Theory]
    [InlineData("编号110105194912310021")] // check digit
    [InlineData("证件11010519491331002X")] // month 13
    [InlineData("110105491231002")] // fifteen digits without a word
    [InlineData("订单13812345678已发货")]
    [InlineData("运单SF1381234567890")]
    [InlineData("圆通YT8812345678901")]
    [InlineData("138123456789")]
    [InlineData("口令13812345678")]
    [InlineData("密码：13812345678")]
    [InlineData("奖池13812345678元")]
    [InlineData("¥13812345678")]
    [InlineData("致电400-820-8820")]
    [InlineData("客服热线010-62345678")]
    [InlineData("门店电话：0571-87654321")]
    [InlineData("银行卡号尾号3446")]
    [InlineData("会员卡号6222021234567890128")]
    [InlineData("138****5678已绑定")]
    [InlineData("2026-11-21 10:30:00")]
    [InlineData("11月18日至12月19日，满138减18")]
    [InlineData("坐标3.13812345678")]
    [InlineData("13812/345678=0.04")]
    [InlineData("192.168.100.101")]
    [InlineData("套餐138元/199元/299元")]
    [InlineData("138\n1234\n5678")] // three prices, one a line
    [InlineData("关注@某某，转发")]
    [InlineData("满减#双十一.com")]
    [InlineData("联系人工客服")]
    [InlineData("客户经理为您服务")]
    [InlineData("联系人：全部")]
    [InlineData("尊敬的高端女士")]
    [InlineData("各位同学、全体老师")]
    [InlineData("王经理您好")] // the surname alone names nobody
    [InlineData("门店在文一西路12号")]
    [InlineData("门店地址：文一西路12号3楼301室")]
    [InlineData("地址：文一西路12号银泰城3楼")]
    [InlineData("新A级车型上市")]
    [InlineData("关注微信公众号shop2026")]
    [InlineData("打开微信iphone用户可领")]
    [InlineData("企业微信号：shop_2026")]
    [InlineData("群号123456789")]
    [InlineData("第一二三四五六七八期")]
    public void Spares(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("手机13812345678", "手机138****5678")]
    [InlineData("138 1234 5678", "138 **** 5678")]
    [InlineData("证件11010519491231002X", "证件110*************2X")]
    [InlineData("zhang.san@example.com", "z****.***@example.com")]
    [InlineData("lisi#163.com", "l***#163.com")]
    [InlineData("京A12345", "京A****5")]
    [InlineData("收件人：张三", "收件人：张*")]
    [InlineData("①③⑧①②③④⑤⑥⑦⑧", "①③⑧****⑤⑥⑦⑧")]
    [InlineData("𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "𝟏𝟑𝟖********𝟓𝟔𝟕𝟖")] // two units each
    [InlineData("收货地址：浙江省杭州市西湖区文一路12号", "收货地址：浙江省杭州市*********")]
    public void Masks_and_keeps_the_length(string text, string masked) => Assert.Equal(masked, Masker.Mask(text, Find(text)));

    [Fact]
    public void Clean_text_costs_no_memory()
    {
        var spans = new List<PersonalDataSpan>();
        var text = string.Concat(Enumerable.Repeat("双十一满300减50，11月1日开抢😀，会员价￥1,299.00起，退订回T。", 20));
        Assert.Equal(0, Allocations.Least(() => PersonalDataDetector.Find(text, spans)));
        Assert.Empty(spans);
    }

    private static List<PersonalDataSpan> Find(string text)
    {
        var spans = new List<PersonalDataSpan>();
        PersonalDataDetector.Find(text, spans);
        return spans;
    }
}
