using System.CommandLine;
using System.Text.Json;
using Compliance.Audit.Verifying;

namespace Compliance.Audit.Cli;

internal static class VerifyCommand
{
    public static Command Create()
    {
        var log = LogFolder.Argument;
        var key = new Option<string?>("--key")
        {
            Description = "the log's verifier key, or a file of them, from a trusted place (default: log.vkey beside the log)",
        };
        var evidence = new Option<string?>("--evidence") { Description = "the evidence folder (default: evidence/ beside the log)" };
        var logOnly = new Option<bool>("--log-only") { Description = "don't ask for payloads: for a copy of the log without evidence" };
        var json = new Option<bool>("--json") { Description = "the report as JSON" };
        var command = new Command(
            "verify",
            "derive every hash, tile and payload commitment anew; exit 0 intact, 1 tampered or incomplete (a copy of the log without its evidence, too), 3 signed by no known key"
        )
        {
            log,
            key,
            evidence,
            logOnly,
            json,
        };
        command.SetAction(parsed =>
        {
            var folder = new LogFolder(parsed.GetValue(log)!);
            var alone = !parsed.GetValue(logOnly) && parsed.GetValue(evidence) is null && folder.IsCopy;
            var payloads = alone || parsed.GetValue(logOnly) ? null : parsed.GetValue(evidence) ?? folder.Evidence;
            var size = File.Exists(Path.Combine(folder.Log, "checkpoint")) ? folder.Checkpoint().Tree.Size : 0;
            var report = Progress.Show(
                "verify",
                size,
                progress => new LogVerifier(folder.Log, payloads, folder.Keys(parsed.GetValue(key))).Verify(progress)
            );
            if (alone && report.Verdict is Verdict.Intact or Verdict.IntactErased)
                report = report with
                {
                    Verdict = Verdict.LogIntact,
                    Place = folder.Evidence,
                    Problem = "not there: no payload was compared with its commitment",
                };
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(report, Json.Options) : Text(report));
            return report.Verdict switch
            {
                Verdict.Intact or Verdict.IntactErased => ExitCode.Good,
                Verdict.Unverifiable => ExitCode.Unverifiable,
                _ => ExitCode.Bad,
            };
        });
        return command;
    }

    private static string Text(VerificationReport report)
    {
        var of = $"{report.Origin}\n记录 {report.Size} 条，根 {report.Root}";
        return report.Verdict switch
        {
            Verdict.Intact => $"intact 完整：{of}\n证据 {report.Payloads} 份，与承诺一致",
            Verdict.IntactErased =>
                $"intact, payload erased 完整，部分证据已依法删除：{of}\n证据 {report.Payloads} 份，与承诺一致；已删除 {report.Erased} 份，删除凭证 {string.Join(", ", report.Receipts)}",
            Verdict.LogIntact =>
                $"log intact, evidence not checked 日志完整，证据没有核对：{of}\n旁边没有 {report.Place}（只复制了日志）；用 --evidence 指出它，或者用 --log-only 说明只查日志",
            Verdict.Unverifiable => $"unverifiable 无法验证：{report.Place}\n{report.Problem}",
            _ => $"TAMPERED 被篡改或不完整：{report.Place}\n{report.Problem}",
        };
    }
}
