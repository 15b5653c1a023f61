using System.ComponentModel;
using System.Reflection;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.PolicySets;

/// <summary>What the loader and the schema rely on.</summary>
public sealed class RuleKindsTests
{
    [Fact]
    public void Every_rule_but_the_gateways_own_is_a_kind_with_a_name_a_description_and_outcomes()
    {
        var rules = typeof(Rule)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract && type != typeof(GatewayRule))
            .ToHashSet();
        Assert.Equal(17, rules.Count);
        Assert.Equal(rules, RuleKinds.All.Values.ToHashSet());
        Assert.All(
            rules,
            type =>
            {
                Assert.True(type.IsSealed);
                Assert.Matches("^[a-z]+(-[a-z]+)*$", RuleKinds.Of(type).Name);
                Assert.NotEmpty(RuleKinds.Of(type).Outcomes);
                Assert.NotNull(type.GetCustomAttribute<DescriptionAttribute>());
            }
        );
    }

    [Fact]
    public void Every_key_that_legal_writes_is_described()
    {
        var seen = new HashSet<Type>();
        foreach (var kind in RuleKinds.All.Values)
            Described(kind, seen);
        Assert.True(seen.Count > 20);
    }

    [Fact]
    public void What_files_fill_in_is_a_list_of_the_same_rule()
    {
        foreach (var kind in RuleKinds.All.Values.Where(kind => kind.IsAssignableTo(typeof(IUseWordLists))))
            Assert.NotNull(kind.GetProperty(nameof(IUseWordLists.Lists))!.GetCustomAttribute<FilledByLoaderAttribute>());
    }

    private static void Described(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
            return;
        foreach (
            var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetCustomAttribute<FilledByLoaderAttribute>() is null)
        )
        {
            Assert.True(property.GetCustomAttribute<DescriptionAttribute>() is not null, $"{type.Name}.{property.Name}");
            var value = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
            if (value.Namespace?.StartsWith("Compliance.", StringComparison.Ordinal) == true && !value.IsEnum)
                Described(value, seen);
        }
    }
}
