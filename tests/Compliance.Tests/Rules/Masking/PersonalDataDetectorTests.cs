using Compliance.Rules.Masking;

namespace Compliance.Tests.Rules.Masking;

public sealed class PersonalDataDetectorTests
{
    [Theory]
    [InlineData("证件11010519491231002X已核对", "id-card", "11010519491231002X")]
    [InlineData("证件１１０１０５１９４９１２３１００２Ｘ", "id-card", "１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("110105 19491231 002X", "id-card", "110105 19491231 002X")]
    [InlineData("身份证号110105491231002", "id-card", "110105491231002")]
    [InlineData("请拨13812345678联系", "mobile", "13812345678")]
    [InlineData("+86 138-1234-5678", "mobile", "86 138-1234-5678")]
    [InlineData("138\u200B1234\u200B5678", "mobile", "138\u200B1234\u200B5678")]
    [InlineData("电话(010)62345678", "landline", "(010)62345678")]
    [InlineData("座机0755-26001234", "landline", "0755-26001234")]
    [InlineData("卡号6222 0212 3456 7890 128", "bank-card", "6222 0212 3456 7890 128")]
    [InlineData("护照E12345678", "passport", "E12345678")]
    [InlineData("车牌京A12345停在门口", "plate", "京A12345")]
    [InlineData("粤B·D12345", "plate", "粤B·D12345")]
    [InlineData("写信到zhang.san@example.com。", "email", "zhang.san@example.com")]
    [InlineData("税号91350100M000100Y43", "credit-code", "91350100M000100Y43")]
    [InlineData("收件人：张三，", "name", "张三")]
    [InlineData("联系人 欧阳明先生", "name", "欧阳明")]
    [InlineData("送至文一西路12号3幢501室", "address", "文一西路12号3幢501室")]
    public void Finds(string text, string kind, string data)
    {
        var span = Assert.Single(Find(text));
        Assert.Equal((kind, data), (PersonalDataKinds.NameOf(span.Kind), text.Substring(span.Start, span.Length)));
    }

    [Theory]
    [InlineData("编号110105194912310021")] // check digit
    [InlineData("证件11010519491331002X")] // month 13
    [InlineData("110105491231002")] // fifteen digits without a word
    [InlineData("订单13812345678已发货")]
    [InlineData("运单SF1381234567890")]
    [InlineData("138123456789")]
    [InlineData("v13812345678")]
    [InlineData("致电400-820-8820")]
    [InlineData("卡号6222021234567890123")] // Luhn
    [InlineData("2026-11-21 10:30:00")]
    [InlineData("坐标3.13812345678")]
    [InlineData("关注@某某，转发")]
    [InlineData("联系人工客服")]
    [InlineData("门店在文一西路12号")]
    [InlineData("新A级车型上市")]
    public void Spares(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("手机13812345678", "手机138****5678")]
    [InlineData("138 1234 5678", "138 **** 5678")]
    [InlineData("证件11010519491231002X", "证件110*************2X")]
    [InlineData("zhang.san@example.com", "z****.***@example.com")]
    [InlineData("京A12345", "京A****5")]
    [InlineData("收件人：张三", "收件人：张*")]
    public void Masks_and_keeps_the_length(string text, string masked) => Assert.Equal(masked, Masker.Mask(text, Find(text)));

    private static List<PersonalDataSpan> Find(string text)
    {
        var spans = new List<PersonalDataSpan>();
        PersonalDataDetector.Find(text, spans);
        return spans;
    }
}
