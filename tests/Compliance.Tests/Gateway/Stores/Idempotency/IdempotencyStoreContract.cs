using System.Text;
using Compliance.Gateway.Stores.Idempotency;

namespace Compliance.Tests.Gateway.Stores.Idempotency;

/// <summary>What every idempotency store keeps.</summary>
public abstract class IdempotencyStoreContract
{
    private protected static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"phone":"+8613900000001"}""");

    private protected static StoredReply Reply(string decision) =>
        new(decision, 200, [KeyValuePair.Create("Content-Type", "application/json")], Encoding.UTF8.GetBytes("""{"errcode":0}"""));

    private protected abstract IIdempotencyStore Store { get; }

    private protected abstract SetClock Clock { get; }

    /// <summary>Opens the store as a new process would, after the last one was killed.</summary>
    /// <param name="recorded">Decisions that stand in the log.</param>
    private protected abstract IIdempotencyStore AfterKill(params string[] recorded);

    private ValueTask<IdempotencyClaim> ClaimAsync(string decision, string sender = "crm", byte[]? body = null) =>
        Store.ClaimAsync(sender, "key-1", body ?? Body, decision, default);

    [Fact]
    public async Task The_first_claim_is_fresh_and_the_next_waits_for_it()
    {
        Assert.IsType<IdempotencyClaim.Fresh>(await ClaimAsync("d1"));
        var busy = Assert.IsType<IdempotencyClaim.InFlight>(await ClaimAsync("d2"));
        Assert.True(busy.RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task Every_repetition_hears_what_the_first_one_heard()
    {
        await ClaimAsync("d1");
        await Store.CompleteAsync("crm", "key-1", Reply("d1"));
        var known = Assert.IsType<IdempotencyClaim.Known>(await ClaimAsync("d2"));
        Assert.Equal("d1", known.Reply.DecisionId);
        Assert.Equal(200, known.Reply.Status);
        Assert.Equal(Reply("d1").Headers, known.Reply.Headers);
        Assert.Equal(Reply("d1").Body.ToArray(), known.Reply.Body.ToArray());
    }

    [Fact]
    public async Task Another_body_under_the_key_is_refused_before_and_after_the_reply()
    {
        await ClaimAsync("d1");
        Assert.Equal("d1", Assert.IsType<IdempotencyClaim.OtherBody>(await ClaimAsync("d2", body: [1])).DecisionId);
        await Store.CompleteAsync("crm", "key-1", Reply("d1"));
        Assert.IsType<IdempotencyClaim.OtherBody>(await ClaimAsync("d2", body: [1]));
    }

    [Fact]
    public async Task A_reply_that_is_forgotten_sends_nothing_again()
    {
        await ClaimAsync("d1");
        await Store.CompleteAsync("crm", "key-1", Reply("d1"));
        await Store.ForgetAsync(["d0"]);
        Assert.IsType<IdempotencyClaim.Known>(await ClaimAsync("d2"));
        await Store.ForgetAsync(["d0", "d1"]);
        Assert.Equal("d1", Assert.IsType<IdempotencyClaim.InDoubt>(await ClaimAsync("d2")).DecisionId);
    }

    [Fact]
    public async Task Two_senders_do_not_share_a_key()
    {
        await ClaimAsync("d1");
        Assert.IsType<IdempotencyClaim.Fresh>(await ClaimAsync("d2", sender: "erp"));
    }

    [Fact]
    public async Task An_abandoned_key_is_free_and_a_doubtful_one_stays_closed()
    {
        await ClaimAsync("d1");
        await Store.AbandonAsync("crm", "key-1");
        Assert.IsType<IdempotencyClaim.Fresh>(await ClaimAsync("d2"));
        await Store.DoubtAsync("crm", "key-1");
        Assert.Equal("d2", Assert.IsType<IdempotencyClaim.InDoubt>(await ClaimAsync("d3")).DecisionId);
    }

    [Fact]
    public async Task After_a_kill_a_recorded_decision_is_in_doubt_and_an_unrecorded_one_was_never_sent()
    {
        await Store.ClaimAsync("crm", "recorded", Body, "d1", default);
        await Store.ClaimAsync("crm", "unrecorded", Body, "d2", default);
        await Store.ClaimAsync("crm", "answered", Body, "d3", default);
        await Store.CompleteAsync("crm", "answered", Reply("d3"));
        var next = AfterKill("d1", "d3");
        Assert.Equal(
            "d1",
            Assert.IsType<IdempotencyClaim.InDoubt>(await next.ClaimAsync("crm", "recorded", Body, "d4", default)).DecisionId
        );
        Assert.IsType<IdempotencyClaim.Fresh>(await next.ClaimAsync("crm", "unrecorded", Body, "d5", default));
        Assert.IsType<IdempotencyClaim.Known>(await next.ClaimAsync("crm", "answered", Body, "d6", default));
    }

    [Fact]
    public async Task A_key_is_kept_for_a_day()
    {
        await ClaimAsync("d1");
        await Store.CompleteAsync("crm", "key-1", Reply("d1"));
        Clock.Now += TimeSpan.FromHours(23.9);
        Assert.IsType<IdempotencyClaim.Known>(await ClaimAsync("d2"));
        Clock.Now += TimeSpan.FromHours(0.2);
        Assert.IsType<IdempotencyClaim.Fresh>(await ClaimAsync("d3"));
    }

    [Fact]
    public async Task Of_twenty_at_once_one_sends()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => ClaimAsync($"d{i}").AsTask())));
        Assert.Single(claims.OfType<IdempotencyClaim.Fresh>());
        Assert.Equal(19, claims.OfType<IdempotencyClaim.InFlight>().Count());
    }
}
