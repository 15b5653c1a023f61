using Compliance.Gateway.Admin;
using Compliance.Gateway.Admin.Decisions;
using Compliance.Gateway.Console.Filtering;
using Compliance.Gateway.Console.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

/// <summary>The story of one decision, and what a browser needs to check its proof by itself.</summary>
[AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy)]
internal sealed class DecisionModel(DecisionDesk desk, PersonTokens people) : PageModel
{
    /// <summary>Of each group, until it is opened.</summary>
    public const int Glance = 10;

    public const int PageSize = 200;

    public DecisionView Decision { get; private set; } = null!;

    /// <summary>The encrypted person, kept in the page's own links.</summary>
    public string? Token { get; private set; }

    public string LogKey => desk.LogKey;

    /// <summary>The group that is open, and how many of it are passed over.</summary>
    public (int Group, int Skip) Open { get; private set; } = (-1, 0);

    public async Task<IActionResult> OnGetAsync(string id, string? p, int? g, int? s)
    {
        var person = people.Read(User, p);
        if (await desk.ReadAsync(User, id, 0, int.MaxValue, person?.Text) is not { } decision)
            return NotFound();
        (Decision, Token, Open) = (decision, person is null ? null : p, (g ?? -1, Math.Max(0, s ?? 0)));
        return Page();
    }

    public async Task<IActionResult> OnGetEntryAsync(string id) =>
        await desk.LeafAsync(User, id) is { } leaf ? File(leaf.ToArray(), "application/octet-stream", $"{id}.entry.json") : NotFound();

    public async Task<IActionResult> OnGetProofAsync(string id, CancellationToken cancel) =>
        await desk.ProveAsync(User, id, cancel) switch
        {
            ProofResult.Proved proved => File(proved.Bytes, "text/plain; charset=utf-8", $"{id}.tlog-proof"),
            ProofResult.Unsigned => StatusCode(StatusCodes.Status503ServiceUnavailable),
            _ => NotFound(),
        };

    public IActionResult OnGetPaths(string id, long older, long newer) =>
        desk.Paths(id, older, newer) is { } paths ? new JsonResult(paths) : NotFound();

    public IEnumerable<RecipientView> Of(GroupView group) =>
        Decision
            .Recipients.Where(recipient => recipient.Group == group.Number)
            .Skip(IsOpen(group) ? Open.Skip : 0)
            .Take(IsOpen(group) ? PageSize : Glance);

    public bool IsOpen(GroupView group) => group.Number == Open.Group;

    public string Address(int group, int skip) =>
        $"{DecisionLinks.To(Decision.Id)}{QueryString.Create(
        new Dictionary<string, string?> { ["p"] = Token, ["g"] = $"{group}", ["s"] = skip == 0 ? null : $"{skip}" }.Where(part => part.Value is not null))}#g{group}";

    /// <summary>Of what was masked one line is enough: the one that says so.</summary>
    public static IEnumerable<FindingView> Unmended(ContentView content) =>
        content.Findings.Where(found =>
            !content.Obligations.Any(duty =>
                duty.Kind == "mask" && duty.Field == found.Field && duty.Start == found.Start && duty.Rule.Rule == found.Rule.Rule
            )
        );

    public static IEnumerable<MarkedSpan> Marks(ContentView content, FieldView field) =>
        Unmended(content)
            .Where(found => found.Field == field.Name)
            .Select(found => new MarkedSpan(found.Start, found.Length, found.Severity))
            .Concat(
                content
                    .Obligations.Where(duty => duty.Field == field.Name && duty.Kind == "mask")
                    .Select(duty => new MarkedSpan(duty.Start, duty.Length, "info"))
            );

    public static string Role(FieldView field) =>
        field.Role switch
        {
            "title" => "标题",
            "variable" => "变量",
            "signature" => "签名",
            "link" => "链接",
            "template" => "模板",
            _ => "正文",
        };

    public static string Tone(string step) =>
        step switch
        {
            "answered" or "signed" => "permit",
            "refused" => "deny",
            "awaited" or "unsigned" => "partial",
            _ => "info",
        };
}
