using System.Net;
using System.Security.Claims;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Console.Filtering;
using Compliance.Gateway.Model;

namespace Compliance.Tests.Gateway.Console;

/// <summary>A person who is looked for never stands in an address, and nobody is looked for in his place.</summary>
public sealed class DecisionsPageTests(ConsoleTests.SharedBench shared) : ConsoleTests(shared)
{
    private const string Page = "/console/decisions";
    private const string Number = "13912345678";

    [Fact]
    public async Task What_was_typed_leads_to_an_address_without_the_person()
    {
        var officer = await Bench.SignedInAsync(Roles.Officer);
        using var answer = await officer.SubmitAsync(Page, Page, ("line", $"人:{Number} 渠道:sms 最近7天"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var address = Uri.UnescapeDataString(answer.Headers.Location!.OriginalString);
        Assert.DoesNotContain(Number, address, StringComparison.Ordinal);
        Assert.Contains("通道:sms 最近7天", address, StringComparison.Ordinal);
        var page = await officer.TextAsync(answer.Headers.Location.OriginalString);
        Assert.Contains("139****5678", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, page, StringComparison.Ordinal);
        Assert.Contains($"{officer.Account} decision.query", Bench.Acts());
    }

    [Fact]
    public async Task Somebody_else_s_address_finds_nothing_and_says_so()
    {
        var (officer, other) = (await Bench.SignedInAsync(Roles.Officer), await Bench.SignedInAsync(Roles.Officer));
        using var answer = await officer.SubmitAsync(Page, Page, ("line", Number));
        var page = await other.TextAsync(answer.Headers.Location!.OriginalString);
        Assert.Contains("这个地址里的人已经失效", page, StringComparison.Ordinal);
        Assert.DoesNotContain("139****5678", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"{other.Account} decision.query", Bench.Acts());
    }

    [Fact]
    public async Task A_person_in_clear_in_an_address_is_not_looked_for()
    {
        var officer = await Bench.SignedInAsync(Roles.Officer);
        var page = await officer.TextAsync($"{Page}?q={Number}");
        Assert.Contains("人不能写在网址里", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, page[page.IndexOf("<main", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain($"{officer.Account} decision.query", Bench.Acts());
    }

    [Fact]
    public async Task A_decision_s_id_opens_the_decision()
    {
        var officer = await Bench.SignedInAsync(Roles.Officer);
        var id = new string('a', 32);
        using var answer = await officer.SubmitAsync(Page, Page, ("line", id));
        Assert.Equal($"{Page}/{id}", answer.Headers.Location!.OriginalString);
    }

    /// <summary>Many receipts look like phone numbers.</summary>
    [Fact]
    public async Task A_receipt_is_looked_for_without_an_address_and_written_down_without_itself()
    {
        var officer = await Bench.SignedInAsync(Roles.Officer);
        using var answer = await officer.SubmitAsync(Page, Page, ("line", $"回执:{Number}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(
            "没有推送得到过这个回执号",
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()),
            StringComparison.Ordinal
        );
        Assert.Contains($"{officer.Account} decision.query", Bench.Acts());
        Assert.DoesNotContain(Bench.Acts(), act => act.Contains(Number, StringComparison.Ordinal));
        Assert.Contains("回执号不能写在网址里", await officer.TextAsync($"{Page}?q=回执:{Number}"), StringComparison.Ordinal);
        using var export = await officer.SubmitAsync(Page, "/console/exports", ("q", $"回执:{Number}"), ("format", "csv"));
        Assert.Equal(HttpStatusCode.BadRequest, export.StatusCode);
    }

    [Fact]
    public void A_person_s_token_is_for_who_made_it_and_not_to_be_made_up()
    {
        var tokens = Bench.Get<PersonTokens>();
        var (chen, li) = (User("chen"), User("li"));
        Assert.True(Identity.TryParse("phone:" + Number, out var person, out _));
        var token = tokens.Make(chen, person)!;
        Assert.Equal(person, tokens.Read(chen, token));
        Assert.NotEqual(token, tokens.Make(chen, person));
        Assert.Null(tokens.Read(li, token));
        Assert.Null(tokens.Read(chen, token[..^2] + (token[^2] == 'A' ? "BB" : "AA")));
        Assert.Null(tokens.Read(chen, "phone:+8613912345678"));
        Assert.Null(tokens.Make(chen, null));
    }

    private static ClaimsPrincipal User(string name) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"));
}
