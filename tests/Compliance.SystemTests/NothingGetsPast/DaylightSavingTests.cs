using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>Eight in the morning is eight where the person lives, before and after the clocks there change.</summary>
public sealed class DaylightSavingTests
{
    /// <summary>New York: summer time begins on 8 March 2026 and ends on 1 November; 12:30 UTC is half past seven in winter and half past eight in summer.</summary>
    [Fact]
    public async Task Quiet_hours_follow_the_persons_clock_over_both_changes()
    {
        await using var scene = await Scene.SetAsync(at: Noonish(3, 7).AddHours(-1));
        var person = Person.New();
        await scene.Admin.PostAsync(
            "/api/subjects",
            new
            {
                subject = person.Subject,
                identities = new[] { person.PhoneIdentity },
                birthYear = 1990,
                timeZone = "America/New_York",
            }
        );
        await scene.Admin.GrantAsync(person.PhoneIdentity, "sms");
        (int Month, int Day, string Effect)[] mornings = [(3, 7, "deny"), (3, 8, "permit"), (10, 31, "permit"), (11, 1, "deny")];
        foreach (var (month, day, effect) in mornings)
        {
            scene.Clock.MoveTo(Noonish(month, day));
            var answer = await scene.Caller.TencentAsync([person.E164], ["王女士", $"春茶{month}月{day}日"]);
            Assert.Equal((month, day, effect), (month, day, answer.Decision));
            if (effect == "deny")
                Assert.Contains("FailedOperation.MarketingSendTimeConstraint", answer.Text, StringComparison.Ordinal);
        }
    }

    private static DateTimeOffset Noonish(int month, int day) => new(2026, month, day, 12, 30, 0, TimeSpan.Zero);
}
