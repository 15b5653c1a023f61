using System.Buffers;
using System.Text;
using System.Text.Json;
using Compliance.Gateway.Model;
using Compliance.Gateway.Recording;
using Compliance.Gateway.Stores.Activity;

namespace Compliance.Tests.Gateway.Recording;

public sealed class DecisionRecordV1Tests
{
    private static readonly DecisionRecordV1 Full = new()
    {
        Account = "default",
        Purpose = "marketing",
        DeclaredCategory = "service",
        EffectiveCategory = "marketing",
        CategoryBy = "guard-promotion",
        Template = "1110001",
        Content =
        [
            new ContentRecord
            {
                Hmac = "AAAA",
                Findings = [new FindingRecord("words-absolute", 3, 2, "block", "text.content", "最佳")],
                Obligations = [new ObligationRecord("mask", "mask-personal", "TemplateParamSet[0]", 0, 18, "id-card")],
            },
        ],
        Revision = "r1",
        Engine = "e1",
        Denied = ["words-absolute"],
        Asked = 3,
        Sent = 0,
        Removed = 3,
        Shadow = [new ShadowRecord("cap-new", 2)],
        Degraded = ["cap-sms-daily"],
        Remedy = "retry-at",
        RetryAt = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero),
    };

    /// <summary>Kept for years: this text may only ever grow.</summary>
    [Fact]
    public void The_kept_form_is_as_approved() =>
        Assert.Equal(
            """{"account":"default","purpose":"marketing","category":{"declared":"service","effective":"marketing","by":"guard-promotion"},"template":"1110001","content":[{"hmac":"AAAA","findings":[["words-absolute",3,2,"block","text.content","最佳"]],"obligations":[["mask","mask-personal","TemplateParamSet[0]",0,18,"id-card"]]}],"revision":"r1","engine":"e1","denied":["words-absolute"],"counts":{"asked":3,"sent":0,"removed":3},"shadow":[["cap-new",2]],"degraded":["cap-sms-daily"],"remedy":"retry-at","retryAt":"2026-11-22T00:00:00.000Z"}""",
            Json(Full)
        );

    [Fact]
    public void What_was_written_reads_back() =>
        Assert.Equal(Json(Full), Json(DecisionRecordV1.Read(JsonDocument.Parse(Json(Full)).RootElement)));

    /// <summary>What a decision used up stands behind all that was there before; entries without it read as before.</summary>
    [Fact]
    public void A_used_signature_is_one_more_field()
    {
        var used = new UsedSignature("s:abc", new DateTimeOffset(2026, 11, 22, 0, 5, 0, TimeSpan.Zero));
        var json = Json(Full with { Signature = used });
        Assert.Equal(Json(Full)[..^1] + ""","signature":["s:abc","2026-11-22T00:05:00.000Z"]}""", json);
        Assert.Equal(used, DecisionRecordV1.Read(JsonDocument.Parse(json).RootElement).Signature);
        Assert.Equal(used, DecisionRecordV1.ReadSignature(Encoding.UTF8.GetBytes(json)));
        Assert.Null(DecisionRecordV1.ReadSignature(Encoding.UTF8.GetBytes(Json(Full))));
    }

    private static string Json(DecisionRecordV1 record)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, KeptJson.Options))
            record.Write(json);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
