using System.Text;
using Compliance.Gateway.Providers.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Providers.Wire;

public sealed class ParametersTests
{
    [Fact]
    public void Any_text_survives_writing_and_reading() =>
        Prop.ForAll<NonNull<string>>(any =>
            {
                var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(any.Get));
                Assert.Equal(text, PercentEncoding.Decode(PercentEncoding.Encode(text)));
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("a=%ff")]
    [InlineData("%=1")]
    public void Broken_escapes_are_refused_and_never_guessed(string raw) => Assert.Null(Parameters.Read(raw));

    [Fact]
    public void A_plus_is_a_space_and_a_name_that_stands_twice_is_found()
    {
        var parameters = Parameters.Read("a=1+2&b=%2B&%61=3")!;
        Assert.Equal(("1 2", "+", "a"), (parameters.Find("a"), parameters.Find("b"), parameters.Doubled()));
    }

    [Theory]
    [InlineData("a=5g*3&b=x+y&c=x%20y&d=&e&&f=%e4%b8%ad&")]
    [InlineData("")]
    [InlineData("a=中文")]
    public void What_nobody_changes_is_written_as_it_came(string raw) => Assert.Equal(raw, Parameters.Read(raw)!.ToString());

    [Fact]
    public void Only_what_changes_is_written_anew() =>
        Assert.Equal(
            "b=x+y&a=%2A&&c=5g*3&",
            Parameters
                .Read("b=x+y&a=1&Signature=s&&c=5g*3&")!
                .Without(["Signature"])
                .With(new Dictionary<string, string> { ["a"] = "*" })
                .ToString()
        );

    [Fact]
    public void When_nothing_is_left_nothing_is_written() => Assert.Equal("", Parameters.Read("a=1&&")!.Without(["a"]).ToString());

    [Fact]
    public void The_canonical_form_is_sorted_and_strict() =>
        Assert.Equal("A=~%20%2A%28%29%21%27&B=&a=1", Parameters.Read("a=1&B&A=~+*()!'")!.Canonical());
}
