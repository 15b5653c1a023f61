using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>One thing that was told of one person's consent.</summary>
/// <param name="Person">Index.</param>
/// <param name="Name">By which of their identities and spellings.</param>
/// <param name="HoursAgo">The time that it claims; 0 = none is claimed, and so now.</param>
public sealed record ToldConsent(int Person, int Name, string Channel, bool Granted, int HoursAgo);

/// <param name="Rows">Person and spelling of each row; a person may stand in several.</param>
/// <param name="Label">What the caller declares.</param>
public sealed record ModelPush(string Channel, IReadOnlyList<(int Person, int Spelling)> Rows, string? Label);

/// <param name="BirthYears">One a person; 0 = nobody knows.</param>
/// <param name="Imports">Bodies, one after the other.</param>
public sealed record ModelRun(
    IReadOnlyList<int> BirthYears,
    IReadOnlyList<IReadOnlyList<ToldConsent>> Imports,
    IReadOnlyList<ModelPush> Pushes
)
{
    public override string ToString() =>
        $"""
            born {string.Join(' ', BirthYears)}
            {string.Join('\n', Imports.Select((import, i) => $"import {i}: {string.Join("; ", import)}"))}
            {string.Join('\n', Pushes.Select(push => $"{push.Channel} [{push.Label}]: {string.Join(' ', push.Rows)}"))}
            """;
}

/// <summary>Who may be sent to, as a person would reckon it who has never seen the gateway: a list of what was said, read from the start for every row.</summary>
public static class PeopleModel
{
    /// <summary>How a mainland number may be written on the wire; what the last ones mean is nobody's number, or is it only at Aliyun.</summary>
    public static readonly string[] Spellings = ["+86{0}", "{0}", "86{0}", "0086{0}", "+{0}", "+8686{0}", "00{0}"];

    private static readonly Gen<string> Channel = Gen.Elements("sms", "sms", "tencent-sms", "aliyun-sms", "wecom");

    private static readonly Gen<ModelRun> Runs =
        from people in Gen.Choose(1, 4)
        from years in Gen.Elements(0, 1990, 1990, 2008, 2007).ArrayOf(people)
        from imports in ToldOf(people).ArrayOf().Resize(4).Where(list => list.Length > 0).ArrayOf().Resize(4)
        from pushes in PushOf(people).ArrayOf().Resize(3).Where(list => list.Length > 0)
        select new ModelRun(years, imports, pushes);

    /// <summary>Runs that are to be made at the same time; what fails is made smaller as a run by itself.</summary>
    public static Arbitrary<ModelRun[]> Several(int runs) =>
        Arb.From(
            Runs.ArrayOf(runs),
            several => several is [var one] ? Smaller(one).Select(run => new[] { run }) : several.Select(run => new[] { run })
        );

    private static Gen<ToldConsent> ToldOf(int people) =>
        from person in Gen.Choose(0, people - 1)
        from name in Gen.Choose(0, 6)
        from channel in Channel
        from granted in Gen.Elements(true, true, false)
        from hours in Gen.Elements(0, 0, 1, 2, 3)
        select new ToldConsent(person, name, channel, granted, hours);

    private static Gen<ModelPush> PushOf(int people) =>
        from channel in Gen.Elements("tencent-sms", "aliyun-sms", "wecom")
        from rows in (
            from person in Gen.Choose(0, people - 1)
            from spelling in Gen.Choose(0, Spellings.Length - 1)
            select (person, spelling)
        )
            .ArrayOf()
            .Resize(6)
            .Where(list => list.Length > 0)
        from label in Gen.Elements(null, "marketing", "service", "transaction", "security")
        select new ModelPush(channel, rows, label);

    private static IEnumerable<ModelRun> Smaller(ModelRun run)
    {
        for (var i = 0; i < run.Imports.Count; i++)
            yield return run with
            {
                Imports = [.. run.Imports.Where((_, at) => at != i)],
            };
        for (var i = 0; run.Pushes.Count > 1 && i < run.Pushes.Count; i++)
            yield return run with
            {
                Pushes = [.. run.Pushes.Where((_, at) => at != i)],
            };
        for (var i = 0; i < run.Pushes.Count; i++)
        for (var row = 0; run.Pushes[i].Rows.Count > 1 && row < run.Pushes[i].Rows.Count; row++)
            yield return run with
            {
                Pushes =
                [
                    .. run.Pushes.Select((push, at) => at == i ? push with { Rows = [.. push.Rows.Where((_, r) => r != row)] } : push),
                ],
            };
    }

    /// <summary>For each push the rows that may leave, and how many more there are of people who stand there twice.</summary>
    public static List<(List<int> Rows, int Twice)> Permitted(ModelRun run, int year)
    {
        var sms = new int[run.BirthYears.Count];
        var all = new List<(List<int> Rows, int Twice)>();
        foreach (var push in run.Pushes)
        {
            var rows = new List<int>();
            var served = new HashSet<int>();
            var twice = 0;
            for (var i = 0; i < push.Rows.Count; i++)
            {
                var (person, spelling) = push.Rows[i];
                if (
                    (push.Channel == "wecom" || Means(push.Channel, spelling))
                    && !(run.BirthYears[person] != 0 && year - run.BirthYears[person] <= 18)
                    && Consents(run, person, push.Channel)
                )
                {
                    if (!served.Add(person))
                        twice++;
                    else if (push.Channel == "wecom" || sms[person] < 2)
                        rows.Add(i);
                }
            }

            foreach (var row in rows.Where(_ => push.Channel != "wecom"))
                sms[push.Rows[row].Person]++;
            all.Add((rows, twice));
        }

        return all;
    }

    private static bool Means(string channel, int spelling) => spelling < 4 || (spelling == 4 && channel == "aliyun-sms");

    private static bool Consents(ModelRun run, int person, string channel)
    {
        var family = channel == "wecom" ? "wecom" : "sms";
        // Now is the import's own number; the past, however long ago, is before all of them.
        var said = run
            .Imports.SelectMany((import, received) => import.Select(told => (told, received)))
            .Where(one => one.told.Person == person && (one.told.Channel == "wecom") == (family == "wecom"))
            .Select(one =>
                (one.told.Granted, one.told.Channel, one.received, At: one.told.HoursAgo == 0 ? one.received : -one.told.HoursAgo)
            )
            .ToList();
        return said.Any(grant =>
            grant.Granted
            && (grant.Channel == channel || grant.Channel == family)
            && said.Where(other => !other.Granted)
                .All(withdrawal =>
                    withdrawal.received == grant.received
                        ? grant.At > withdrawal.At
                        : grant.received > withdrawal.received && grant.At > withdrawal.received
                )
        );
    }

    /// <summary>One of a person's identities in one of the spellings that an officer's system may use.</summary>
    public static string Name(string subject, string phone, string customer, int name) =>
        name switch
        {
            0 => $"phone:+86{phone}",
            1 => $"phone:{phone}",
            2 => $"phone:0086 {phone}",
            3 => string.Create(CultureInfo.InvariantCulture, $"phone:+86 {phone[..3]}-{phone[3..7]}-{phone[7..]}"),
            4 => $"phone:＋８６{phone}",
            5 => $"wecom:{customer}",
            _ => $"subject:{subject}",
        };
}
