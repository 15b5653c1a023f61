using System.Text;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Tests.Gateway.Providers.Wire;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("", "empty-body", null)]
    [InlineData("{\"a\":1,\"a\":2}", "duplicate-key", "byte 7")]
    [InlineData("{\"x\":[{\"a\":1,\"\\u0061\":2}]}", "duplicate-key", "byte 13")]
    [InlineData("{\"a\":1,}", "not-json", "byte 7")]
    [InlineData("{\"a\":1} {", "not-json", "byte 8")]
    [InlineData("{\"a\":\"\\ud800\"}", "lone-surrogate", "byte 6")]
    [InlineData("{\"a\":\"\\udc00\\ud800\"}", "lone-surrogate", "byte 6")]
    [InlineData("{\"a\":1 // note\n}", "not-json", "byte 7")]
    [InlineData("\ufeff{}", "not-json", "byte 0")]
    public void Says_what_is_wrong_and_where(string body, string reason, string? place)
    {
        var (document, refusal) = JsonBody.Read(Encoding.UTF8.GetBytes(body));
        Assert.Null(document);
        Assert.Equal((reason, place), (refusal!.Reason, refusal.Place));
    }

    [Fact]
    public void Refuses_bytes_that_are_no_utf8()
    {
        var (_, refusal) = JsonBody.Read(new byte[] { (byte)'"', 0xE7, 0x8E, (byte)'"' });
        Assert.Equal(("not-utf8", "byte 1"), (refusal!.Reason, refusal.Place));
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Takes_thirty_two_levels_and_no_more(int levels, bool taken)
    {
        var (document, refusal) = JsonBody.Read(Encoding.UTF8.GetBytes(new string('[', levels) + new string(']', levels)));
        Assert.Equal(taken, document is not null);
        Assert.Equal(taken ? null : "too-deep", refusal?.Reason);
    }

    [Fact]
    public void Survives_a_hundred_thousand_levels() =>
        Assert.NotNull(JsonBody.Read(Encoding.UTF8.GetBytes(new string('[', 200_000))).Refusal);

    [Theory]
    [InlineData("{\"a\":\"\\ud83d\\ude00\"}")]
    [InlineData("{\"a\":\"\\\\ud800\"}")]
    [InlineData("{\"a\":{\"a\":1}}")]
    public void Takes_what_only_looks_wrong(string body) => Assert.Null(JsonBody.Read(Encoding.UTF8.GetBytes(body)).Refusal);
}
