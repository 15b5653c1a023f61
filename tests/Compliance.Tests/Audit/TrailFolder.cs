using System.Text;
using Compliance.Audit;

namespace Compliance.Tests.Audit;

/// <summary>A trail's directories, gone after the test.</summary>
public sealed class TrailFolder : IDisposable
{
    private int _ids;

    public string Root { get; } = Directory.CreateTempSubdirectory("audit-").FullName;

    public string Audit => Path.Combine(Root, "audit");

    public string Vault => Path.Combine(Root, "vault");

    public string Log => Path.Combine(Audit, "log");

    public AuditOptions Options =>
        new()
        {
            Directory = Audit,
            VaultDirectory = Vault,
            Origin = "brand.example/gateway-1",
            SegmentBytes = 4 << 20,
        };

    public AuditTrail Open() => AuditTrail.Open(Options);

    public static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    public string NextId() => Guid.CreateVersion7(Start.AddSeconds(++_ids)).ToString("N");

    /// <summary>A decision as the gateway writes them, one minute after the one before.</summary>
    public AuditEntry Decision(AuditTrail trail, params string[] identities) =>
        new()
        {
            Type = "decision",
            Id = NextId(),
            At = Start.AddMinutes(_ids),
            Terms =
            [
                new("channel", "tencent-sms"),
                new("family", "sms"),
                new("effect", "permit"),
                new("effect", "deny"),
                new("rule", "consent-marketing"),
                new("law", "个人信息保护法/13"),
            ],
            All = [0, 1],
            Subjects =
            [
                .. identities.Select(
                    (identity, i) =>
                        new EntrySubject
                        {
                            Slot = trail.Vault.Resolve(identity),
                            Terms = i % 2 == 0 ? [2] : [3, 4, 5],
                            Evidence = Bytes($"{{\"identity\":\"{identity}\"}}"),
                        }
                ),
            ],
            Body = Bytes("{\"account\":\"default\",\"purpose\":\"营销\"}"),
            SharedEvidence = Bytes("{\"text\":\"双十一\"}"),
        };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
