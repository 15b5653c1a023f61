using System.Globalization;
using System.Text;
using System.Text.Json;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.TestKit.Seeding;

/// <summary>Customers with what they agreed to: most of them to marketing, some never asked, some who took it back.</summary>
public sealed class Customers
{
    private readonly Person[] _people;

    private Customers(Person[] people) => _people = people;

    public int Count => _people.Length;

    public Person this[int number] => _people[number % _people.Length];

    /// <summary>Some in a row, as a campaign's list names them.</summary>
    public Person[] Take(int first, int count) => [.. Enumerable.Range(first, count).Select(number => this[number])];

    public static bool HasWithdrawn(int number) => number % 11 == 5;

    public static async Task<Customers> RegisterAsync(AdminClient admin, int count)
    {
        var people = Enumerable
            .Range(0, count)
            .Select(number => new Person($"crm-{number}", Phone(number), $"wmSEED{number:D8}"))
            .ToArray();
        await PostAsync(
            admin,
            "/api/subjects",
            people.Select(person => new
            {
                subject = person.Subject,
                identities = (string[])[person.PhoneIdentity, person.CustomerIdentity],
                birthYear = 1990,
                timeZone = "Asia/Shanghai",
            })
        );
        await PostAsync(admin, "/api/consents", people.SelectMany((person, number) => number % 7 == 3 ? [] : Events(person, "grant")));
        await PostAsync(
            admin,
            "/api/consents",
            people.SelectMany((person, number) => HasWithdrawn(number) ? Events(person, "withdraw") : [])
        );
        return new Customers(people);
    }

    private static string Phone(int number) => "137" + (10_000_000 + number).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<object> Events(Person person, string action) =>
        [
            new
            {
                identity = person.PhoneIdentity,
                channel = "sms",
                purpose = "marketing",
                action,
                notice = "privacy-v3",
                source = "app-checkbox",
                proof = "seed",
            },
            new
            {
                identity = person.CustomerIdentity,
                channel = "wecom",
                purpose = "marketing",
                action,
                notice = "privacy-v3",
                source = "app-checkbox",
                proof = "seed",
            },
        ];

    private static async Task PostAsync(AdminClient admin, string path, IEnumerable<object> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(JsonSerializer.Serialize(line)).Append('\n');
        using var content = new StringContent(text.ToString(), Encoding.UTF8, "application/x-ndjson");
        using var answer = await admin.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
