using System.Security.Claims;
using Compliance.Audit;
using Compliance.Gateway.Admin.Decisions;

namespace Compliance.Tests.Gateway.Admin.Decisions;

/// <summary>What the page of one decision tells.</summary>
public sealed class DecisionStoryTests : AdminTests
{
    private static readonly ClaimsPrincipal Officer = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "chen")], "test"));

    private static string Phone(int number) => $"phone:+86139{number:00000000}";

    private async Task<DecisionView> ReadAsync(string id, string? identity = null) =>
        await Bench.Get<DecisionDesk>().ReadAsync(Officer, id, 0, int.MaxValue, identity)
        ?? throw new InvalidOperationException("no such decision");

    private async Task<string> BatchAsync(string text, int people)
    {
        for (var i = 0; i < people; i++)
            await Bench.ConsentAsync(Phone(i), i % 10 == 0 ? "withdraw" : "grant");
        return await Bench.DecideAsync(text, "618", [.. Enumerable.Range(0, people).Select(Phone)]);
    }

    [Fact]
    public async Task A_batch_is_told_by_what_happened_the_refused_first()
    {
        var story = await ReadAsync(await BatchAsync("新品到店，拒收请回复R", 30));
        Assert.Equal([("deny", 3), ("permit", 27)], story.Groups.Select(group => (group.Effect, group.Count)));
        Assert.Equal("withdrawn", Assert.Single(story.Groups[0].Reasons).Code);
        Assert.NotEmpty(story.Groups[0].Rules[0].Laws);
        Assert.NotNull(story.Groups[1].Basis);
        Assert.Equal(Enumerable.Range(0, 30), story.Recipients.Select(recipient => recipient.Index));
        Assert.All(story.Recipients, recipient => Assert.Equal(story.Groups[recipient.Group].Text, recipient.Text));
    }

    [Fact]
    public async Task Texts_show_where_something_was_found_and_hide_whose_number_it_is()
    {
        var story = await ReadAsync(await BatchAsync("最佳新品，联系13800138000，拒收请回复R", 2));
        var content = Assert.Single(story.Contents);
        var field = content.Fields.Single(one => one.Role == "text");
        Assert.Equal("最佳新品，联系138****8000，拒收请回复R", field.Text);
        var found = content.Findings.Single(one => one.Severity == "block");
        Assert.Equal("最佳", field.Text.Substring(found.Start, found.Length));
        Assert.Equal(2, content.Readers);
        Assert.DoesNotContain("13800138000", System.Text.Json.JsonSerializer.Serialize(story), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_of_what_happened_is_told()
    {
        var story = await ReadAsync(await BatchAsync("新品到店，拒收请回复R", 2));
        Assert.Equal(["decided", "durable", "awaited"], story.Timeline.Take(3).Select(step => step.Step));
        var refused = await ReadAsync(await BatchAsync("最佳新品", 2));
        Assert.Equal(["decided", "durable", "refused"], refused.Timeline.Take(3).Select(step => step.Step));
    }

    [Fact]
    public async Task Who_was_asked_for_stands_apart_and_that_was_written_down()
    {
        var story = await ReadAsync(await BatchAsync("新品到店，拒收请回复R", 12), Phone(10));
        Assert.Equal((10, "deny", "139****0010"), (story.Person!.Index, story.Person.Effect, story.Person.Contact));
        var read = Bench.Trail.Query(new AuditQuery { Identity = Phone(10), Types = ["access"] }).Items;
        Assert.Contains(read, entry => entry.Terms.Contains(new Term("action", "decision.read")));
    }

    [Fact]
    public async Task An_erased_person_s_evidence_is_gone_and_the_story_says_so_with_the_receipt()
    {
        var id = await BatchAsync("新品到店，拒收请回复R", 3);
        var receipt = await Bench.Trail.EraseAsync(Phone(1), new ErasureOrder("pipl-47", "chen"));
        var story = await ReadAsync(id);
        Assert.Contains(receipt.Id!, story.Missing, StringComparison.Ordinal);
        Assert.Equal(
            ("erased", null, receipt.Id),
            (story.Recipients[1].Evidence, story.Recipients[1].Contact, story.Recipients[1].ErasureReceipt)
        );
        Assert.Equal("permit", story.Recipients[1].Effect);
        Assert.Equal("139****0002", story.Recipients[2].Contact);
        Assert.Contains(story.Contents[0].Fields, field => field.Text.StartsWith("新品到店", StringComparison.Ordinal));
    }
}
