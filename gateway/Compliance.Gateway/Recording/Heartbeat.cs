using System.Buffers;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Recording;

/// <summary>
/// Says once a minute that the gateway lives and what came in. With the gap-free sequence it makes completeness provable:
/// received = decided + answered locally + replayed + refused before a sender was known + not recorded.
/// </summary>
internal sealed class Heartbeat(
    AuditTrail trail,
    IngressCounters counters,
    IOptions<GatewayOptions> options,
    TimeProvider clock,
    ILogger<Heartbeat> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.HeartbeatSeconds), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await BeatAsync("running");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await BeatAsync("stopping");
        }
    }

    private async Task BeatAsync(string state)
    {
        try
        {
            var now = clock.GetUtcNow();
            await trail.AppendAsync(
                new AuditEntry
                {
                    Type = "heartbeat",
                    Id = EntryId.New(now),
                    At = now,
                    Body = Body(state, counters.Read()),
                }
            );
        }
        catch (AuditUnavailableException unavailable)
        {
            log.LogError("no heartbeat entry: {Reason}", unavailable.Message);
        }
    }

    private static byte[] Body(string state, IngressTotals totals)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, KeptJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("state"u8, state);
            json.WriteNumber("received"u8, totals.Received);
            json.WriteNumber("decided"u8, totals.Decided);
            json.WriteNumber("answeredLocally"u8, totals.AnsweredLocally);
            json.WriteNumber("replayed"u8, totals.Replayed);
            json.WriteNumber("unknownSender"u8, totals.UnknownSender);
            json.WriteNumber("unknownChannel"u8, totals.UnknownChannel);
            json.WriteNumber("badRequests"u8, totals.BadRequests);
            json.WriteNumber("notRecorded"u8, totals.NotRecorded);
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }
}
