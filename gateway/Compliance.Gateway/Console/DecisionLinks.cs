using System.Globalization;
using Compliance.Gateway.Console.Filtering;

namespace Compliance.Gateway.Console;

/// <summary>Addresses of the decisions behind a number, in the words of the filter line.</summary>
internal static class DecisionLinks
{
    public const string Path = "/console/decisions";

    public static FilterToken Refused { get; } = new(FilterKey.Effect, ["deny"]);

    /// <summary>Somebody was removed, or everybody.</summary>
    public static FilterToken Removing { get; } = new(FilterKey.Effect, ["partial", "deny"]);

    public static FilterToken Permitting { get; } = new(FilterKey.Effect, ["permit", "partial"]);

    public static FilterToken Last7Days { get; } = new(FilterKey.Period, ["7d"]);

    public static string To(params IEnumerable<FilterToken> tokens)
    {
        var line = new FilterLine([.. tokens]).ToString();
        return line.Length == 0 ? Path : $"{Path}?q={Uri.EscapeDataString(line)}";
    }

    public static string To(string decision) => $"{Path}/{decision}";

    public static FilterToken Rule(string id) => new(FilterKey.Rule, [id]);

    /// <param name="channel">A channel or a family.</param>
    public static FilterToken Channel(string channel) => new(FilterKey.Channel, [channel]);

    public static FilterToken Campaign(string campaign) => new(FilterKey.Campaign, [campaign]);

    public static FilterToken Sender(string sender) => new(FilterKey.Sender, [sender]);

    /// <param name="law"><c>法律名/条</c>.</param>
    public static FilterToken Law(string law) => new(FilterKey.Law, [law]);

    /// <summary>Whole days where they are whole: that is how an officer would type it.</summary>
    public static IEnumerable<FilterToken> Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, end) = (BeijingTime.Of(from), BeijingTime.Of(to));
        var days = first.TimeOfDay == TimeSpan.Zero && end.TimeOfDay == TimeSpan.Zero;
        yield return new FilterToken(FilterKey.From, [days ? BeijingTime.Day(first) : Minute(first)]);
        yield return new FilterToken(FilterKey.To, [days ? BeijingTime.Day(end.AddDays(-1)) : Minute(end)]);
    }

    private static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
