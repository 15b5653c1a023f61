using Compliance.Gateway.Console.Accounts;

namespace Compliance.Tests.Gateway.Console.Accounts;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("一句很长的话没有别的要求", true)]
    [InlineData("correct horse battery", true)]
    [InlineData("correct horse battery staple", false)]
    [InlineData("短的密码", false)]
    [InlineData("PASSWORD1234", false)]
    [InlineData("aaaaaaaaaaaaaaaa", false)]
    [InlineData("wanglin-wanglin", false)]
    public void Length_and_the_commonest_are_judged_and_nothing_else(string password, bool good) =>
        Assert.Equal(good, Passwords.Judge(password, "wanglin") is null);

    [Fact]
    public void A_hash_is_salted_and_names_its_rounds()
    {
        var passwords = new Passwords();
        var (one, other) = (passwords.Hash("a sentence that is mine"), passwords.Hash("a sentence that is mine"));
        Assert.NotEqual(one, other);
        // The framework's format 3: marker, PRF (2 = HMAC-SHA512), rounds.
        var bytes = Convert.FromBase64String(one);
        Assert.Equal((1, 2, 210_000), (bytes[0], bytes[4], (bytes[5] << 24) | (bytes[6] << 16) | (bytes[7] << 8) | bytes[8]));
    }
}
