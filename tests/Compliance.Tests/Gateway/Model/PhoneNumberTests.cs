using Compliance.Gateway.Model;

namespace Compliance.Tests.Gateway.Model;

/// <summary>What is judged is the number that the provider would send to.</summary>
public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("13900000001")]
    [InlineData("8613900000001")]
    [InlineData("+8613900000001")]
    [InlineData("008613900000001")]
    [InlineData(" 8613900000001 ")]
    public void A_mainland_mobile_is_one_person_however_it_is_written(string raw)
    {
        foreach (var foreign in Enum.GetValues<ForeignNumbers>())
            Assert.Equal("+8613900000001", PhoneNumber.OnTheWire(raw, foreign));
    }

    [Theory]
    [InlineData("+85291234567", "+85291234567", null)]
    [InlineData("85291234567", null, "+85291234567")]
    [InlineData("0085291234567", null, null)]
    [InlineData("+12125551234", "+12125551234", null)]
    [InlineData("12125551234", null, "+12125551234")]
    [InlineData("+13900000001", null, "+8613900000001")]
    [InlineData("+8685291234567", null, null)]
    [InlineData("+4407911123456", null, null)]
    [InlineData("4407911123456", null, null)]
    public void A_number_of_another_country_is_taken_only_as_the_provider_takes_it(string raw, string? tencent, string? aliyun)
    {
        Assert.Equal(tencent, PhoneNumber.OnTheWire(raw, ForeignNumbers.AfterPlus));
        Assert.Equal(aliyun, PhoneNumber.OnTheWire(raw, ForeignNumbers.Bare));
        Assert.Null(PhoneNumber.OnTheWire(raw, ForeignNumbers.None) is { } mainland && mainland != aliyun ? mainland : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("00")]
    [InlineData("139-0000-0001")]
    [InlineData("１３９００００００００１")]
    [InlineData("+8612345")]
    [InlineData("+86 13900000001")]
    [InlineData("+860139000000012")]
    [InlineData("+868613900000001")]
    [InlineData("86013900000001")]
    [InlineData("00013900000001")]
    [InlineData("0013900000001")]
    [InlineData("1390000")]
    [InlineData("+1234567890123456")]
    [InlineData("+013900000001")]
    [InlineData("\u200b13900000001")]
    public void What_is_no_number_names_nobody(string raw)
    {
        foreach (var foreign in Enum.GetValues<ForeignNumbers>())
            Assert.Null(PhoneNumber.OnTheWire(raw, foreign));
    }

    [Theory]
    [InlineData("+86 0139 0000 0001", "+8613900000001")]
    [InlineData("+86 (139) 0000-0001", "+8613900000001")]
    [InlineData("+86（139）0000－0001", "+8613900000001")]
    [InlineData("0139 0000 0001", "+8613900000001")]
    [InlineData("0086 139 0000 0001", "+8613900000001")]
    [InlineData("+44 07911 123456", "+447911123456")]
    [InlineData("+1 (415) 555-0100", "+14155550100")]
    [InlineData("+85291234567", "+85291234567")]
    [InlineData("0013900000001", null)]
    [InlineData("+868613900000001", null)]
    [InlineData("85291234567", null)]
    [InlineData("+86139000000012", null)]
    [InlineData("+139000", null)]
    public void What_a_person_wrote_is_read_by_the_rules_of_the_country(string written, string? e164) =>
        Assert.Equal(e164, PhoneNumber.Written(written));
}
