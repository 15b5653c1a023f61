using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>A body that the vendor did not get whole was not carried out: the slot is given back, and nobody has to ask what became of it.</summary>
public sealed class ImpatientVendorTests
{
    private const int Pushes = 5;

    [Fact]
    public async Task An_answer_before_the_body_was_read_is_read()
    {
        await using var vendor = new ImpatientVendor(413);
        await using var scene = await Scene.SetAsync(
            new GatewayLaunch { Settings = new() { ["Compliance:Vendors:tencent-sms:Address"] = vendor.Address.ToString().TrimEnd('/') } }
        );
        foreach (var (status, bytes) in ((int, int)[])[(413, 300_000), (413, 2_000_000), (403, 2_000_000)])
        {
            vendor.Status = status;
            await PushAsync(scene, status, bytes);
        }

        Assert.Equal(3 * Pushes, vendor.Answered);
    }

    /// <summary>More often than the cap of two allows: a slot that is not given back would refuse the third.</summary>
    private static async Task PushAsync(Scene scene, int status, int bytes)
    {
        var person = await scene.ConsentingPersonAsync();
        for (var push = 0; push < Pushes; push++)
        {
            var answer = await scene.Caller.PostJsonAsync(
                "/tencent-sms/",
                new
                {
                    SmsSdkAppId = "1400006666",
                    SignName = Templates.Signature,
                    TemplateId = Templates.Tencent,
                    TemplateParamSet = new[] { "王女士", "春茶" },
                    PhoneNumberSet = new[] { person.E164 },
                    SessionContext = new string('x', bytes),
                },
                ("X-TC-Action", "SendSms"),
                ("X-TC-Version", "2021-01-11")
            );
            Assert.Equal("permit", answer.Decision);
            Assert.Contains(answer.Headers["compliance-outcome"], (string[])["refused", "failed"]);
            Assert.Contains($"http-{status}", answer.Text, StringComparison.Ordinal);
        }
    }
}
