using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Admin.Decisions;
using Compliance.Gateway.Console.Filtering;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Compliance.Gateway.Console.Pages;

/// <summary>Finds decisions. What is typed comes as a form and never as an address: it may name a person.</summary>
[AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy)]
internal sealed class DecisionsModel(
    DecisionDesk desk,
    PersonTokens people,
    FilterVocabulary vocabulary,
    LivePolicySet live,
    TimeProvider clock
) : PageModel
{
    public const int PageSize = 50;
    public const int CountedTo = 10_000;

    private static readonly FilterToken[] Offers =
    [
        new(FilterKey.Period, ["today"]),
        new(FilterKey.Period, ["7d"]),
        new(FilterKey.Effect, ["deny"]),
        new(FilterKey.Effect, ["partial"]),
        new(FilterKey.Channel, ["wecom"]),
        new(FilterKey.Channel, ["sms"]),
        new(FilterKey.Category, ["marketing"]),
    ];

    public DecisionsAddress Address { get; private set; } = new(FilterLine.Empty, null, []);

    public Identity? Person { get; private set; }

    /// <summary>What to show in the field: the line without its person, or what was typed when it can't be understood.</summary>
    public string Typed { get; private set; } = "";

    public ImmutableArray<FilterError> Errors { get; private set; } = [];

    /// <summary>The address named a person whom it can't name any more.</summary>
    public bool PersonIsGone { get; private set; }

    public DecisionPage? Found { get; private set; }

    /// <summary>What was found by a receipt can't be asked for again by an address, and so neither exported.</summary>
    public bool IsOfReceipt { get; private set; }

    public int Count { get; private set; }

    /// <summary>Number of the first decision on the page.</summary>
    public int First => Address.Cursors.Length * PageSize + 1;

    public IEnumerable<FilterToken> Offered =>
        Offers.Where(offer =>
            FilterReader.Read($"{Address.Line} {offer}") is { Errors.IsEmpty: true } read
            && read.Line.Tokens.Length > Address.Line.Tokens.Length
            && !Address.Line.Tokens.Any(token => token.Key == offer.Key)
        );

    public IReadOnlyList<VocabularyKey> Keys => vocabulary.Keys();

    public string KeysJson => JsonSerializer.Serialize(Keys, JsonSerializerOptions.Web);

    /// <summary>Of the rule as it is now; its id when it is no more.</summary>
    public string TitleOf(string rule) => live.Set.Rules.FirstOrDefault(one => one.Id == rule)?.Title ?? rule;

    /// <summary>The page of one decision; whom it was asked for stays in view.</summary>
    public string Story(string id) => DecisionLinks.To(id) + (Address.Person is null ? "" : QueryString.Create("p", Address.Person));

    public async Task OnGetAsync(string? q, string? p, string? c)
    {
        var reading = FilterReader.Read(q);
        Person = people.Read(User, p);
        PersonIsGone = p is not null && Person is null;
        if (reading.Line.Receipt is { } receipt)
            reading = new FilterReading(FilterLine.Empty, [new FilterError(0, receipt, FilterFault.ReceiptInAddress)]);
        Address = new DecisionsAddress(reading.Line with { Person = null }, Person is null ? null : p, DecisionsAddress.ReadCursors(c));
        // A person in clear is not looked for: that address has been written down somewhere already. Nor is everybody, in place of one who is gone.
        if (reading.Line.Person is { } named)
            reading = reading with { Errors = [new FilterError(0, named.Masked, FilterFault.PersonInAddress)] };
        if (Show(reading.Line.Person is null ? q : Address.Line.ToString(), reading) && !PersonIsGone)
            await FindAsync();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? line, [FromForm] string? p)
    {
        var typed = line?.Trim() ?? "";
        if (typed.Length == 32 && typed.All(char.IsAsciiHexDigitLower))
            return LocalRedirect(DecisionLinks.To(typed));
        var reading = FilterReader.Read(typed);
        if (reading is { Errors.IsEmpty: true, Line.Receipt: { } receipt })
            return await OpenAsync(receipt, typed);
        Person = reading.Line.Person ?? people.Read(User, p);
        Address = new DecisionsAddress(
            reading.Line with
            {
                Person = null,
            },
            reading.Line.Person is { } person ? people.Make(User, person) : p,
            []
        );
        if (Show(line, reading))
            return LocalRedirect(Address.ToString());
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>Straight to the push that has this receipt; the list only where a provider gave it twice, or never.</summary>
    private async Task<IActionResult> OpenAsync(string receipt, string typed)
    {
        var found = await desk.FindByReceiptAsync(User, receipt);
        if (found.Items is [var only])
            return LocalRedirect(DecisionLinks.To(only.Id));
        (Typed, Found, Count, IsOfReceipt) = (typed, found, found.Items.Count, true);
        return Page();
    }

    /// <returns>Whether the line can be asked.</returns>
    private bool Show(string? line, FilterReading reading)
    {
        Errors = reading.Errors;
        if (Errors.IsEmpty && FilterEffects.Fault(Address.Line with { Person = Person }) is { } fault)
            Errors = [new FilterError(0, string.Join(' ', Address.Line.Tokens.Where(token => token.Key == FilterKey.Effect)), fault)];
        Typed = Errors.IsEmpty ? Address.Line.ToString() : line ?? "";
        return Errors.IsEmpty;
    }

    private async Task FindAsync()
    {
        var query = (Address.Line with { Person = Person }).ToQuery(clock.GetUtcNow()) with
        {
            Limit = PageSize,
            Cursor = Address.Cursors.LastOrDefault(),
        };
        Found = await desk.FindAsync(User, query, Person?.Masked, ("filter", Address.Line.ToString()));
        Count = desk.Count(query with { Cursor = null }, CountedTo + 1);
    }
}
