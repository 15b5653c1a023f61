using Compliance.Gateway.Admin;
using Compliance.Gateway.Console.Exports;
using Compliance.Gateway.Console.Filtering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

/// <summary>Starts, shows, cancels and hands out exports. Answers htmx with the job alone, a browser without scripts with a page.</summary>
[AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy)]
internal sealed class ExportsModel(ExportDesk desk, PersonTokens people, TimeProvider clock) : PageModel
{
    public ExportJob Job { get; private set; } = null!;

    public IActionResult OnGet(string? id) => Find(id) ? Answer() : NotFound();

    public async Task<IActionResult> OnPostAsync([FromForm] string? q, [FromForm] string? p, [FromForm] string? format)
    {
        var reading = FilterReader.Read(q);
        var person = people.Read(User, p);
        if (
            !Enum.TryParse<ExportFormat>(format, ignoreCase: true, out var wanted)
            || !reading.Errors.IsEmpty
            || reading.Line.Receipt is not null
            || (person is null && !string.IsNullOrEmpty(p))
        )
            return BadRequest();
        var query = (reading.Line with { Person = person }).ToQuery(clock.GetUtcNow());
        Job = await desk.StartAsync(User, query, person?.Masked, wanted, reading.Line.ToString());
        return IsHtmx ? Answer() : LocalRedirect($"/console/exports/{Job.Id}");
    }

    public IActionResult OnPostCancel(string? id)
    {
        if (!Find(id))
            return NotFound();
        Job.Cancel();
        return IsHtmx ? Answer() : LocalRedirect($"/console/exports/{Job.Id}");
    }

    public IActionResult OnGetFile(string? id)
    {
        if (!Find(id) || Job.State != ExportState.Done)
            return NotFound();
        var (type, suffix) = Job.Format switch
        {
            ExportFormat.Csv => ("text/csv; charset=utf-8", "csv"),
            ExportFormat.Ndjson => ("application/x-ndjson; charset=utf-8", "ndjson"),
            _ => ("application/zip", "zip"),
        };
        return PhysicalFile(Path.GetFullPath(Job.Path), type, $"decisions-{BeijingTime.Of(Job.StartedAt):yyyyMMdd-HHmmss}.{suffix}");
    }

    private bool IsHtmx => Request.Headers.ContainsKey("HX-Request");

    private bool Find(string? id)
    {
        Job = id is null ? null! : desk.Find(User, id)!;
        return Job is not null;
    }

    private IActionResult Answer() => IsHtmx ? Partial("_Export", Job) : Page();
}
