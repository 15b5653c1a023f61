using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Stores.Consent;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Stores.Consent;

/// <summary>What every store of consents keeps.</summary>
public abstract class ConsentStoreContract : StoreContract
{
    private protected abstract IConsentStore Store { get; }

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static long _imports;

    private static ConsentEvent Event(
        PersonSlot person,
        bool granted,
        int day,
        string channel = "sms",
        string brand = "brand",
        string purpose = "marketing",
        int? received = null,
        long? import = null
    ) =>
        new()
        {
            Person = person,
            Brand = brand,
            Channel = channel,
            Purpose = purpose,
            Granted = granted,
            At = Start.AddDays(day),
            Recorded = Start.AddDays(received ?? day),
            Import = import ?? ++_imports,
            Notice = "privacy-v3",
            Source = "app-checkbox",
            Proof = "form-1",
            By = "crm",
        };

    private async Task<Fact<ImmutableArray<ConsentFact>>> OfAsync(PersonSlot person, string brand = "brand") =>
        (await Store.FindAsync([person], brand, default))[0];

    /// <summary>As a rule would find it: a grant of that channel or its family that outlives every withdrawal of the family.</summary>
    private protected async Task<bool> GrantedAsync(PersonSlot person, string channel = "sms")
    {
        var facts = (await OfAsync(person)).Value;
        var family = ChannelCatalog.FamilyOf(channel);
        return !facts.IsDefault
            && facts.Any(grant =>
                grant is { Granted: true, Purpose: "marketing" }
                && (grant.Channel == channel || grant.Channel == family)
                && facts.All(other => other.Purpose != grant.Purpose || !other.Closes(channel, family) || grant.Outlives(other))
            );
    }

    [Fact]
    public async Task Who_said_nothing_has_nothing()
    {
        Assert.Equal(FactState.Nothing, (await OfAsync(Bench.Person("wecom:wm1"))).State);
        Assert.Equal(FactState.Nothing, (await OfAsync(default)).State);
    }

    [Fact]
    public async Task The_latest_event_counts_for_each_channel_and_purpose_and_keeps_its_proof()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([
            Event(person, true, 1),
            Event(person, false, 2),
            Event(person, true, 1, "wecom"),
            Event(person, true, 3, purpose: "service"),
        ]);
        var facts = (await OfAsync(person)).Value;
        Assert.False(await GrantedAsync(person));
        var wecom = facts.Single(f => f.Channel == "wecom");
        Assert.True(wecom.Granted);
        Assert.Equal(("privacy-v3", "app-checkbox", "form-1", Start.AddDays(1)), (wecom.Notice, wecom.Source, wecom.Proof, wecom.At));
    }

    [Fact]
    public async Task A_withdrawal_is_effective_when_the_call_returns()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([Event(person, true, 1)]);
        Assert.True(await GrantedAsync(person));
        await Store.AppendAsync([Event(person, false, 2)]);
        Assert.False(await GrantedAsync(person));
    }

    [Fact]
    public async Task A_grant_that_arrives_late_does_not_undo_a_later_withdrawal()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([Event(person, false, 5)]);
        await Store.AppendAsync([Event(person, true, 4)]);
        Assert.False(await GrantedAsync(person));
        await Store.AppendAsync([Event(person, true, 5)]);
        Assert.False(await GrantedAsync(person));
    }

    [Fact]
    public async Task Consent_is_the_persons_and_follows_a_link_in_both_directions()
    {
        var phone = Bench.Person("phone:+8613900000001");
        var wecom = Bench.Person("wecom:wm1");
        await Store.AppendAsync([Event(phone, true, 1, "wecom")]);
        Assert.Equal(FactState.Nothing, (await OfAsync(wecom)).State);
        Bench.Person("phone:+8613900000001", "wecom:wm1");
        Assert.True(await GrantedAsync(wecom, "wecom"));
        Assert.True(await GrantedAsync(phone, "wecom"));
        await Store.AppendAsync([Event(wecom, false, 2, "wecom")]);
        Assert.False(await GrantedAsync(phone, "wecom"));
    }

    [Fact]
    public async Task A_withdrawal_closes_the_family_whatever_member_it_names_and_a_grant_opens_what_it_names()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([Event(person, true, 1)]);
        await Store.AppendAsync([Event(person, false, 2, "tencent-sms")]);
        Assert.False(await GrantedAsync(person, "aliyun-sms"));
        await Store.AppendAsync([Event(person, true, 3, "tencent-sms")]);
        Assert.True(await GrantedAsync(person, "tencent-sms"));
        Assert.False(await GrantedAsync(person, "aliyun-sms"));
    }

    [Fact]
    public async Task A_withdrawal_counts_from_its_receipt_and_an_old_grant_told_anew_reopens_nobody()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([Event(person, true, day: 5)]);
        await Store.AppendAsync([Event(person, false, day: 4, received: 6)]);
        Assert.False(await GrantedAsync(person));
        await Store.AppendAsync([Event(person, true, day: 5, received: 7)]);
        Assert.False(await GrantedAsync(person));
        await Store.AppendAsync([Event(person, true, day: 6, received: 8)]);
        Assert.False(await GrantedAsync(person));
        await Store.AppendAsync([Event(person, true, day: 9)]);
        Assert.True(await GrantedAsync(person));
    }

    [Fact]
    public async Task Within_one_import_the_claimed_times_decide_and_against_what_was_kept_the_receipt()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([Event(person, true, 3, received: 9, import: 77), Event(person, false, 2, received: 9, import: 77)]);
        Assert.True(await GrantedAsync(person));
        var other = Bench.Person("phone:+8613900000002");
        await Store.AppendAsync([Event(other, false, 1, received: 8)]);
        await Store.AppendAsync([Event(other, true, 3, received: 9, import: 78), Event(other, false, 2, received: 9, import: 78)]);
        Assert.False(await GrantedAsync(other));
    }

    [Fact]
    public async Task Another_brands_consent_is_not_this_ones()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([Event(person, true, 1, brand: "other")]);
        Assert.Equal(FactState.Nothing, (await OfAsync(person)).State);
        Assert.Equal(FactState.Known, (await OfAsync(person, "other")).State);
    }

    [Fact]
    public async Task History_is_whole_and_survives_a_restart()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([Event(person, false, 2), Event(person, true, 1)]);
        Restart();
        var history = await Store.HistoryAsync(Bench.Vault.Linked(person));
        Assert.Equal([true, false], history.Select(e => e.Granted));
        Assert.Equal("crm", history[0].By);
        Assert.False(await GrantedAsync(person));
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_also_for_what_was_just_read()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([Event(person, true, 1)]);
        Assert.True(await GrantedAsync(person));
        await LoseAsync();
        Assert.Equal(FactState.Unavailable, (await OfAsync(person)).State);
        await BringBackAsync();
        Assert.True(await GrantedAsync(person));
    }

    [Fact]
    public async Task A_batch_answers_each_person_as_asked_alone()
    {
        var people = Enumerable.Range(0, 50).Select(i => Bench.Person($"phone:+861390000{i:D4}")).ToImmutableArray();
        await Store.AppendAsync([.. people.Where((_, i) => i % 3 != 0).Select((person, i) => Event(person, i % 2 == 0, i))]);
        var together = await Store.FindAsync([.. people, default], "brand", default);
        Restart();
        for (var i = 0; i < people.Length; i++)
        {
            var alone = await OfAsync(people[i]);
            Assert.Equal(alone.State, together[i].State);
            Assert.Equal(
                alone.Value is { IsDefault: false } one ? one.Single() : null,
                together[i].Value is { IsDefault: false } many ? many.Single() : null
            );
        }

        Assert.Equal(FactState.Nothing, together[^1].State);
    }

    [Fact]
    public async Task Forgetting_leaves_no_event()
    {
        var person = Bench.Person("phone:+8613900000001");
        await Store.AppendAsync([Event(person, true, 1)]);
        Assert.True(await GrantedAsync(person));
        await Store.ForgetAsync(Bench.Vault.Linked(person));
        Assert.Equal(FactState.Nothing, (await OfAsync(person)).State);
        Assert.Empty(await Store.HistoryAsync(Bench.Vault.Linked(person)));
    }

    [Fact]
    public async Task Readers_never_see_an_acknowledged_withdrawal_undone()
    {
        var person = Bench.Person("phone:+8613900000001");
        var acknowledged = 0;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var other = Bench.Person("wecom:wm1");
        ImmutableArray<PersonSlot>[] asked =
        [
            [person],
            [person, other],
        ];
        var readers = asked
            .Select(people =>
                Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        var before = Volatile.Read(ref acknowledged);
                        if ((await Store.FindAsync(people, "brand", default))[0].Value is { IsDefault: false } facts)
                            Assert.True(facts.Max(e => e.At) >= Start.AddDays(before));
                    }
                })
            )
            .ToArray();
        for (var day = 1; day <= 150; day++)
        {
            await Store.AppendAsync([Event(person, day % 2 == 0, day), Event(other, true, day)]);
            Volatile.Write(ref acknowledged, day);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }
}
