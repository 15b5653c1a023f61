using Compliance.Gateway.Channels.Wire;

namespace Compliance.Tests.Gateway.Channels.Wire;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("13900000001", "+8613900000001")]
    [InlineData("8613900000001", "+8613900000001")]
    [InlineData("+8613900000001", "+8613900000001")]
    [InlineData("008613900000001", "+8613900000001")]
    [InlineData(" 8613900000001 ", "+8613900000001")]
    [InlineData("+85291234567", "+85291234567")]
    [InlineData("0085291234567", "+85291234567")]
    [InlineData("85291234567", "+85291234567")]
    [InlineData("+12125551234", "+12125551234")]
    [InlineData("+13900000001", "+13900000001")]
    public void One_person_has_one_identity_however_the_number_is_written(string raw, string e164) =>
        Assert.Equal(e164, PhoneNumber.ToE164(raw));

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("139-0000-0001")]
    [InlineData("１３９００００００００１")]
    [InlineData("+8612345")]
    [InlineData("8602112345678")]
    [InlineData("1390000")]
    [InlineData("+1234567890123456")]
    [InlineData("+013900000001")]
    public void What_is_no_number_has_none(string raw) => Assert.Null(PhoneNumber.ToE164(raw));
}
