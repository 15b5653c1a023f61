using Compliance.Gateway.Pipeline;
using Compliance.Rules.Messages;
using Microsoft.AspNetCore.Http;

namespace Compliance.Tests.Gateway.Pipeline;

public sealed class PushHeadersTests
{
    [Fact]
    public void Reads_every_header()
    {
        var read = PushHeaders.Read(
            new HeaderDictionary
            {
                ["Compliance-Campaign"] = "618",
                ["Compliance-Purpose"] = "member-news",
                ["Compliance-Category"] = "service",
                ["Compliance-Evidence"] = "ev-1",
                ["Compliance-Account"] = "shop",
                ["Idempotency-Key"] = "k-1",
                ["Compliance-Dry-Run"] = "true",
            }
        );

        Assert.Null(read.Problem);
        Assert.Equal(
            ("618", "member-news", Category.Service, "ev-1", "shop", "k-1", true),
            (read.Campaign!, read.Purpose!, read.Category!.Value, read.Evidence!, read.Account!, read.IdempotencyKey!, read.DryRun)
        );
    }

    [Theory]
    [InlineData("Compliance-Category", "Marketing!")]
    [InlineData("Compliance-Category", "transactional")]
    [InlineData("Compliance-Dry-Run", "yes")]
    [InlineData("Compliance-Campaign", "for 王女士")]
    [InlineData("Compliance-Campaign", "wang@example.com")]
    [InlineData("Compliance-Campaign", "to-13900000001")]
    [InlineData("Idempotency-Key", "")]
    public void A_value_that_cannot_be_kept_is_refused_by_name(string header, string value)
    {
        var read = PushHeaders.Read(new HeaderDictionary { [header] = value });

        Assert.Contains(header, read.Problem, StringComparison.Ordinal);
    }

    /// <summary>Passed over it would change nothing: a dry run would be sent.</summary>
    [Theory]
    [InlineData("Compliance-Dryrun", "Compliance-Dry-Run")]
    [InlineData("compliance-campaing", "Compliance-Campaign")]
    [InlineData("Compliance-Categroy", "Compliance-Category")]
    [InlineData("Compliance-13900000001", "known are Compliance-Key, Compliance-Campaign")]
    [InlineData("Compliance-Trace-Id", "known are Compliance-Key, Compliance-Campaign")]
    public void A_misspelt_header_is_refused_with_the_nearest(string written, string nearest)
    {
        var read = PushHeaders.Read(new HeaderDictionary { [written] = "true" });

        Assert.Contains(nearest, read.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("13900000001", read.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_given_twice_is_refused() =>
        Assert.NotNull(PushHeaders.Read(new HeaderDictionary { ["Compliance-Purpose"] = new(["a", "b"]) }).Problem);
}
