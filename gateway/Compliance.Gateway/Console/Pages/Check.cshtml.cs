using Compliance.Gateway.Admin;
using Compliance.Gateway.LivePolicies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

/// <summary>The same judgement as <c>POST /api/check</c>, while the text is being written.</summary>
[AllowRoles(Roles.Sender, Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy, Roles.Operator)]
internal sealed class CheckModel(CheckDesk desk, LivePolicySet live) : PageModel
{
    public static readonly (string Value, string Name)[] Categories =
    [
        ("marketing", "营销"),
        ("service", "服务"),
        ("transaction", "交易"),
        ("security", "安全"),
    ];

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string Channel { get; set; } = "sms";

    [BindProperty]
    public string Category { get; set; } = "marketing";

    [BindProperty]
    public string? Industry { get; set; }

    /// <summary>Null: there is nothing to judge yet.</summary>
    public CheckAnswer? Answer { get; private set; }

    public Fault? Problem { get; private set; }

    /// <summary>Industries that live rules speak of.</summary>
    public IEnumerable<string> Industries => live.Set.Rules.SelectMany(rule => rule.When.Industry).Distinct().Order(StringComparer.Ordinal);

    public void OnGet() { }

    public IActionResult OnPost()
    {
        // A form's line ends are two characters, the text area's own are one; places are counted in the latter.
        Text = Text?.ReplaceLineEndings("\n");
        if (Text is { Length: > 0 })
            Judge(
                new CheckRequest
                {
                    Text = Text,
                    Channel = Channel,
                    Category = Category,
                    Industry = string.IsNullOrEmpty(Industry) ? null : Industry,
                }
            );
        return Request.Headers.ContainsKey("HX-Request") ? Partial("_Findings", this) : Page();
    }

    private void Judge(CheckRequest request)
    {
        Problem = CheckDesk.Judge(request);
        if (Problem is null)
            Answer = desk.Check(request);
    }

    public static string IndustryName(string industry) =>
        industry switch
        {
            "food" => "食品",
            "health-food" => "保健食品",
            "cosmetics" => "化妆品",
            "alcohol" => "酒类",
            "education" => "教育培训",
            "finance" => "金融理财",
            "real-estate" => "房地产",
            "mother-baby" => "母婴",
            "medical" => "医疗",
            "retail" => "零售",
            "general" => "综合",
            _ => industry,
        };
}
