using Compliance.Gateway.Model;

namespace Compliance.Tests.Gateway.Model;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("phone:+8613900000001", "phone:+8613900000001")]
    [InlineData("phone:13900000001", "phone:+8613900000001")]
    [InlineData("phone:8613900000001", "phone:+8613900000001")]
    [InlineData("phone:008613900000001", "phone:+8613900000001")]
    [InlineData("phone:+86 139-0000-0001", "phone:+8613900000001")]
    [InlineData("phone:+1 (415) 555-0100", "phone:+14155550100")]
    [InlineData("phone:＋８６１３９０００００００１", "phone:+8613900000001")]
    [InlineData("phone:+86\u200b13900000001", "phone:+8613900000001")]
    [InlineData("phone:+86 0139 0000 0001", "phone:+8613900000001")]
    [InlineData("email:ｚhang.san@ＥＸＡＭＰＬＥ.com", "email:zhang.san@example.com")]
    [InlineData("email:zhang.san@example\u200b.com", "email:zhang.san@example.com")]
    [InlineData("wecom-staff:ww1:ZhangSan", "wecom-staff:ww1:zhangsan")]
    [InlineData("email:Zhang.San@Example.COM", "email:zhang.san@example.com")]
    [InlineData("apns:ABCDEF01", "apns:abcdef01")]
    [InlineData("wecom:wmAAAA0001", "wecom:wmAAAA0001")]
    [InlineData("openid:wx1:oABC", "openid:wx1:oABC")]
    [InlineData("wecom-staff:ww1:zhangsan", "wecom-staff:ww1:zhangsan")]
    [InlineData("jpush:app1:regid:18071", "jpush:app1:regid:18071")]
    [InlineData("getui:app1:cid:c0ffee", "getui:app1:cid:c0ffee")]
    [InlineData("subject:crm-1", "subject:crm-1")]
    public void One_contact_has_one_written_form(string text, string expected)
    {
        Assert.True(Identity.TryParse(text, out var identity, out _));
        Assert.Equal(expected, identity.Text);
        Assert.True(Identity.TryParse(identity.Text, out var again, out _));
        Assert.Equal(identity, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("13900000001")]
    [InlineData(":x")]
    [InlineData("phone:")]
    [InlineData("phone:1390000000")]
    [InlineData("phone:0139000")]
    [InlineData("phone:+86139a0000001")]
    [InlineData("phone:+868613900000001")]
    [InlineData("phone:0013900000001")]
    [InlineData("phone:85291234567")]
    [InlineData("phone:+86139000000012")]
    [InlineData("phone:+0123456789")]
    [InlineData("phone:+12345678901234567890123456")]
    [InlineData("email:zhang")]
    [InlineData("email:a@b@c")]
    [InlineData("email:a b@c.cn")]
    [InlineData("apns:xyz")]
    [InlineData("openid:only-one-part")]
    [InlineData("jpush:app1:tag:vip")]
    [InlineData("wecom:wm 1")]
    [InlineData("wecom:wm\u200b1")]
    [InlineData("wecom:ｗm1")]
    [InlineData("subject:crm\u200b1")]
    [InlineData("wechat:somebody")]
    public void What_is_no_identity_is_refused_without_repeating_it(string? text)
    {
        Assert.False(Identity.TryParse(text, out _, out var problem));
        Assert.False(string.IsNullOrWhiteSpace(problem));
        if (text is { Length: > 8 } && text.IndexOf(':') is > 0 and var colon && text.Length > colon + 4)
            Assert.DoesNotContain(text[(colon + 1)..], problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phone:+8613812345678", "138****5678")]
    [InlineData("email:zhang@example.com", "z***@example.com")]
    [InlineData("wecom:wmAAAA0001", "wecom:wmA***001")]
    [InlineData("subject:crm-1", "subject:***")]
    public void The_masked_form_hides_the_middle(string text, string expected)
    {
        Assert.True(Identity.TryParse(text, out var identity, out _));
        Assert.Equal(expected, identity.Masked);
    }

    [Fact]
    public void It_does_not_print_its_value()
    {
        Assert.True(Identity.TryParse("phone:+8613812345678", out var identity, out _));
        Assert.DoesNotContain("138", identity.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("138", $"{identity}", StringComparison.Ordinal);
    }
}
