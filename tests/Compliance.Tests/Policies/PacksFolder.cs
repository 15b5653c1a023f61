using System.Text;
using Compliance.Policies.Loading;
using Compliance.TestKit;

namespace Compliance.Tests.Policies;

/// <summary>A packs folder of a test's own: a sound pack <c>shop</c> to which the test adds what it is about.</summary>
public sealed class PacksFolder : IDisposable
{
    public static readonly TimeProvider Clock = new FixedClock(new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.Zero));

    private const string Header = """
        pack: shop
        title: 测试
        owner: legal
        """;

    private readonly TemporaryFolder _folder = new();

    public PacksFolder() => Write("shop/pack.yaml", Header);

    public string Path => _folder.Path;

    public PacksFolder Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public PacksFolder Write(string path, byte[] content)
    {
        var file = _folder.At(path.Split('/'));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return this;
    }

    /// <summary>A sound rule; <paramref name="settings"/> are the lines of its kind, <paramref name="common"/> further lines of any rule.</summary>
    public static string Rule(string id, string settings, string common = "") =>
        $"""
            - rule: {id}
              title: 测试规则
              basis: [{"{"} law: 民法典, article: "1033" {"}"}]
              owner: legal
              review_due: 2027-03-31
              effective: {"{"} from: 2026-01-01 {"}"}
              message: 不发
              {settings.ReplaceLineEndings("\n  ")}
              {common.ReplaceLineEndings("\n  ")}

            """;

    public const string Consent = "kind: consent\nwhen: { category: marketing }\nconsent: { lawful_basis: consent }\nthen: remove";

    public PolicyLoadResult Load() => PolicyFolder.Load(Path, Clock);

    public void Dispose() => _folder.Dispose();

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
