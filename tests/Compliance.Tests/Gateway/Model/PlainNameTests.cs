using Compliance.Gateway.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Model;

public sealed class PlainNameTests
{
    [Theory]
    [InlineData("900002")]
    [InlineData("SMS_123456789")]
    [InlineData("SMS_480145209")]
    [InlineData("618 预热")]
    [InlineData("2026双十一")]
    [InlineData("2026-11-11-vip")]
    [InlineData("20261111-0001")]
    [InlineData("spring")]
    [InlineData("crm_2026.q4/a")]
    [InlineData("开学季")]
    [InlineData("新年特惠")]
    [InlineData("LimitExceeded.PhoneNumberDailyLimit")]
    [InlineData("isv.BUSINESS_LIMIT_CONTROL")]
    [InlineData("text.content")]
    [InlineData("news.articles[0]", false)]
    [InlineData("13912345678", false)]
    [InlineData("139-1234-5678", false)]
    [InlineData("139123456780", false)]
    [InlineData("spring_139.1234.5678", false)]
    [InlineData("8613912345678", false)]
    [InlineData("008613912345678", false)]
    [InlineData("id440524188001010014", false)]
    [InlineData("6222 0212 3456 7890", false)]
    [InlineData("li.lei%40qq.com", false)]
    [InlineData("li.lei@qq.com", false)]
    [InlineData("李雷", false)]
    [InlineData("vip-李雷", false)]
    [InlineData("欧阳娜娜", false)]
    [InlineData("李雷先生", false)]
    [InlineData("１３９１２３４５６７８", false)]
    [InlineData("一三九一二三四五六七八", false)]
    [InlineData("", false)]
    public void A_name_of_a_thing_is_told_from_somebodys_data(string value, bool isName = true) =>
        Assert.Equal(isName, PlainName.Is(value));

    /// <summary>Any mainland mobile, however it is broken up and whatever stands around it.</summary>
    [Fact]
    public void No_spelling_of_a_mobile_number_is_a_name()
    {
        var joins = Gen.Elements("", "", "", "-", ".", " ", "_", "/", ":");
        var spelled =
            from second in Gen.Choose(3, 9)
            from rest in Gen.Choose(0, 9).ArrayOf(9)
            from between in joins.ArrayOf(11)
            from front in Gen.Elements("", "a", "to ", "86", "+86", "0", "春茶", "7")
            from back in Gen.Elements("", "x", "0", " ok", "春茶", "_1")
            select front + string.Concat($"1{second}{string.Concat(rest)}".Zip(between, (digit, sign) => digit + sign)) + back;
        Prop.ForAll(spelled.ToArbitrary(), value => !PlainName.Is(value)).QuickCheckThrowOnFailure();
    }
}
