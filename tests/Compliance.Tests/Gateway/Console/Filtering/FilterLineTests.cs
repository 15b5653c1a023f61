using Compliance.Gateway.Console.Filtering;

namespace Compliance.Tests.Gateway.Console.Filtering;

public sealed class FilterLineTests
{
    [Theory]
    [InlineData("规则:cap-sms-daily 渠道:sms 最近7天 -活动:618", "规则:cap-sms-daily 通道:sms 最近7天 -活动:618")]
    [InlineData("rule:cap-sms-daily channel:SMS 7d -campaign:618", "规则:cap-sms-daily 通道:sms 最近7天 -活动:618")]
    [InlineData("　规则：cap-sms-daily　通道：短信，wecom", "规则:cap-sms-daily 通道:sms,wecom")]
    [InlineData("活动:\"双 11\",“618 预热” －发送方:crm", "活动:\"双 11\",\"618 预热\" -发送方:crm")]
    [InlineData("活动:\"他说\"\"好\"\"\"", "活动:\"他说\"\"好\"\"\"")]
    [InlineData("法条:《个人信息保护法》第13(1)条 law:广告法/9(3)", "法条:个人信息保护法/13(1) 法条:广告法/9(3)")]
    [InlineData("法条:\"GB/T 35273/5.4\"", "法条:\"GB/T 35273/5.4\"")]
    [InlineData("从:2026年11月1日 到:2026-11-21T18:00", "从:2026-11-01 到:2026-11-21T18:00")]
    [InlineData("effect:partial,DENY category:marketing 通道族:短信", "结果:部分,拒绝 类别:营销 通道族:短信")]
    [InlineData("规则:a 规则:a 规则:a,a", "规则:a")]
    [InlineData("receipt:900619746936498440^0", "回执:900619746936498440^0")]
    [InlineData("SerialNo：2433:13900000001", "回执:2433:13900000001")]
    [InlineData("msgid:msgGCAAAXtWyujaWJHDDGi0mACas1w", "回执:msgGCAAAXtWyujaWJHDDGi0mACas1w")]
    [InlineData("", "")]
    public void Reads_what_officers_type_and_prints_it_in_one_form(string typed, string printed)
    {
        var reading = FilterReader.Read(typed);
        Assert.Empty(reading.Errors);
        Assert.Equal(printed, reading.Line.ToString());
        Assert.Equal(reading.Line, FilterReader.Read(printed).Line);
    }

    [Theory]
    [InlineData("13900000001", "phone:+8613900000001")]
    [InlineData("人:\"139 0000 0001\"", "phone:+8613900000001")]
    [InlineData("收件人：+85291234567", "phone:+85291234567")]
    [InlineData("phone:13900000001", "phone:+8613900000001")]
    [InlineData("person:Wang@Example.com", "email:wang@example.com")]
    [InlineData("wang@example.com", "email:wang@example.com")]
    [InlineData("wmAAAA0001", "wecom:wmAAAA0001")]
    [InlineData("人:wecom:wmAAAA0001", "wecom:wmAAAA0001")]
    [InlineData("openid:wx0000000000000001:oAbCdEfGhIjKlMnOpQrStUvWxYz01", "openid:wx0000000000000001:oAbCdEfGhIjKlMnOpQrStUvWxYz01")]
    [InlineData("subject:crm-1", "subject:crm-1")]
    public void A_person_is_recognised_and_never_printed(string typed, string identity)
    {
        var reading = FilterReader.Read($"通道:sms {typed} 最近7天");
        Assert.Empty(reading.Errors);
        Assert.Equal(identity, reading.Line.Person!.Value.Text);
        Assert.Equal("通道:sms 最近7天", reading.Line.ToString());
    }

    [Theory]
    [InlineData("规责:x", FilterFault.UnknownKey)]
    [InlineData("618", FilterFault.UnknownWord)]
    [InlineData("规则:", FilterFault.NoValue)]
    [InlineData("人:", FilterFault.NoValue)]
    [InlineData("通道:fax", FilterFault.UnknownChannel)]
    [InlineData("结果:好", FilterFault.UnknownEffect)]
    [InlineData("类别:促销", FilterFault.UnknownCategory)]
    [InlineData("时间:最近8天", FilterFault.UnknownPeriod)]
    [InlineData("法条:13", FilterFault.UnknownLaw)]
    [InlineData("从:2026-02-30", FilterFault.UnknownTime)]
    [InlineData("人:王女士", FilterFault.UnknownPerson)]
    [InlineData("oAbCdEfGhIjKlMnOpQrStUvWxYz0", FilterFault.OpenidWithoutApp)]
    [InlineData("活动:\"618", FilterFault.OpenQuote)]
    [InlineData("-13900000001", FilterFault.NotNegatable)]
    [InlineData("-最近7天", FilterFault.NotNegatable)]
    [InlineData("从:2026-11-01,2026-11-02", FilterFault.OneValueOnly)]
    [InlineData("今天 昨天", FilterFault.Twice)]
    [InlineData("最近7天 从:2026-11-01", FilterFault.Twice)]
    [InlineData("13900000001 13900000002", FilterFault.Twice)]
    [InlineData("从:2026-11-02 到:2026-11-01", FilterFault.EmptyTime)]
    [InlineData("活动:13900000001", FilterFault.PersonalValue)]
    [InlineData("结果:放行,拒绝", FilterFault.EffectsTogether)]
    [InlineData("结果:放行 -结果:放行", FilterFault.EffectsTogether)]
    [InlineData("13900000001 结果:部分", FilterFault.PartialOfPerson)]
    [InlineData("回执:", FilterFault.NoValue)]
    [InlineData("-回执:a", FilterFault.NotNegatable)]
    [InlineData("回执:a,b", FilterFault.OneValueOnly)]
    [InlineData("回执:a 回执:b", FilterFault.Twice)]
    [InlineData("回执:a 最近7天", FilterFault.ReceiptAlone)]
    [InlineData("通道:sms 回执:a", FilterFault.ReceiptAlone)]
    [InlineData("回执:a 13900000001", FilterFault.ReceiptAlone)]
    public void Says_which_token_is_wrong_and_how_to_mend_it(string typed, object fault)
    {
        var error = Assert.Single(FilterReader.Read(typed).Errors);
        Assert.Equal(fault, error.Fault);
        Assert.NotEmpty(error.Token);
        var (what, mend) = FilterWords.Of(error.Fault);
        Assert.NotEmpty(what);
        Assert.NotEmpty(mend);
    }

    [Fact]
    public void A_line_that_nobody_typed_is_told_and_not_read()
    {
        var read = FilterReader.Read(string.Join(' ', Enumerable.Range(0, 4_000).Select(i => $"活动:{i}")));
        Assert.Equal(FilterFault.TooLong, Assert.Single(read.Errors).Fault);
        Assert.Equal(FilterLine.Empty, read.Line);
    }

    [Fact]
    public void An_error_leaves_the_other_tokens_as_they_were_understood()
    {
        var reading = FilterReader.Read("规则:a 618 通道:wecom");
        Assert.Equal("规则:a 通道:wecom", reading.Line.ToString());
        Assert.Equal((5, "618"), (reading.Errors[0].Start, reading.Errors[0].Token));
    }
}
