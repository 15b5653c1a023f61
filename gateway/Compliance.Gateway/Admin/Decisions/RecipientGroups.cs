namespace Compliance.Gateway.Admin.Decisions;

/// <summary>A batch of a thousand is read by what happened, not by name.</summary>
internal static class RecipientGroups
{
    /// <returns>Refused ones first, larger ones before smaller ones; and everybody with the number of his group.</returns>
    public static (List<GroupView> Groups, List<RecipientView> Recipients) Of(List<RecipientView> recipients)
    {
        var groups = recipients
            .GroupBy(recipient => (recipient.Effect, recipient.Text))
            .OrderBy(group => group.Key.Effect == "permit")
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.First().Index)
            .Select((group, number) => (Number: number, Members: group.ToList()))
            .ToList();
        var numbers = new int[recipients.Count];
        foreach (var (number, members) in groups)
        {
            foreach (var member in members)
                numbers[member.Index] = number;
        }

        return (
            [.. groups.Select(group => View(group.Number, group.Members))],
            [.. recipients.Select(recipient => recipient with { Group = numbers[recipient.Index] })]
        );
    }

    private static GroupView View(int number, List<RecipientView> members)
    {
        var one = members[0];
        return new GroupView(number, members.Count, one.Effect, one.Text, one.Rules, one.Reasons, one.Basis, one.Outcome);
    }
}
