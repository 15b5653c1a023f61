using Compliance.Gateway.Admin;
using Compliance.Gateway.Console.Parts;

namespace Compliance.Tests.Gateway.Console.Parts;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("最好的茶", 0, 2, "改为“精选”，并写明依据", "精选的茶")]
    [InlineData("百分百见效的茶", 0, 6, "删去保证性的数字", "茶")]
    [InlineData("到店即享", 0, 0, "拒收请回复R", "到店即享，拒收请回复R")]
    [InlineData("到店即享。", 0, 0, "拒收请回复R", "到店即享。拒收请回复R")]
    [InlineData("最好的茶", 0, 2, "写明数据的出处", null)]
    [InlineData("最好的茶", 0, 2, null, null)]
    public void What_can_be_done_for_the_writer_is_done_and_the_rest_is_advice(
        string text,
        int start,
        int length,
        string? advice,
        string? result
    )
    {
        var taken = Suggestion.Of(
            new CheckFinding("rule", "block", start, length, "term", "广告法", "9", advice, "title", "message"),
            text
        );
        Assert.Equal(
            result,
            taken is null ? null : string.Concat(text.AsSpan(0, taken.Start), taken.With, text.AsSpan(taken.Start + taken.Length))
        );
    }
}
