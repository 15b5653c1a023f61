using Compliance.Policies.Cases.Written;

namespace Compliance.Tests.Policies.Cases;

/// <summary>A case that is written wrong is told with its place; it keeps no set from going live.</summary>
public sealed class CaseFilesTests
{
    private const string Sound = "- { case: a, title: 没有同意, fails: consent-marketing, message: { channel: wecom, text: 你好 } }\n";

    [Theory]
    [InlineData("duplicate-case", Sound + Sound, 2)]
    [InlineData("unknown-rule", "- { case: a, title: 错字, fails: consent-marketin, message: { channel: wecom, text: 你好 } }\n", 1)]
    [InlineData("unknown-channel", "- { case: a, title: 错字, message: { channel: wecomm, text: 你好 } }\n", 1)]
    [InlineData("not-a-list", "case: a\n", 1)]
    [InlineData("not-a-mapping", "- a\n", 1)]
    [InlineData("missing-key", "- { case: a, title: 没有消息 }\n", 1)]
    public void Is_diagnosed_with_its_line(string code, string text, int line)
    {
        using var packs = new PacksFolder()
            .Write("shop/rules/a.yaml", PacksFolder.Rule("consent-marketing", PacksFolder.Consent))
            .Write("shop/cases/a.yaml", text);
        var loaded = packs.Load();
        Assert.NotNull(loaded.Set);
        var found = Assert.Single(CaseFiles.Read(loaded).Diagnostics);
        Assert.Equal((code, "shop/cases/a.yaml", line), (found.Code, found.File, found.Line));
        Assert.NotEmpty(found.Mend);
    }
}
