using System.Collections.Concurrent;
using Compliance.TestKit.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Compliance.TestKit.Vendors;

/// <summary>
/// A server that stands for WeCom, Tencent Cloud SMS and Aliyun SMS: it keeps every request's bytes, checks the signature as the
/// provider would, and answers, or fails to, as the test says.
/// </summary>
public sealed class RecordingVendor : IAsyncDisposable
{
    private readonly Lock _arriving = new();
    private readonly List<Push> _pushes = [];
    private readonly List<ReceivedRequest> _requests = [];
    private readonly ConcurrentQueue<string> _templateReads = new();
    private readonly WeComDialect _wecom;
    private readonly TencentDialect _tencent;
    private readonly AliyunDialect _aliyun;
    private WebApplication? _app;

    public RecordingVendor(TimeProvider? clock = null, int? port = null, VendorAccount? account = null)
    {
        Account = account ?? VendorAccount.New();
        Address = new Uri($"http://127.0.0.1:{port ?? LoopbackPorts.Free()}");
        _wecom = new WeComDialect(Account);
        _tencent = new TencentDialect(Account, clock ?? TimeProvider.System);
        _aliyun = new AliyunDialect(Account, clock ?? TimeProvider.System);
    }

    public Uri Address { get; }

    public VendorAccount Account { get; }

    public VendorBehaviour Behaviour { get; set; } = new VendorBehaviour.Accept();

    /// <summary>For pushes whose first recipient (as on the wire) stands here; <see cref="Behaviour"/> for all others.</summary>
    public ConcurrentDictionary<string, VendorBehaviour> BehaviourFor { get; } = new();

    /// <summary>Everything that would have reached people, right or flawed, in order of arrival.</summary>
    public IReadOnlyList<Push> Pushes
    {
        get
        {
            lock (_arriving)
                return [.. _pushes];
        }
    }

    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (_arriving)
                return [.. _requests];
        }
    }

    /// <summary>What the provider tells of a template; one that stands not here is told as <see cref="VendorTemplate.Marketing"/>.</summary>
    public ConcurrentDictionary<string, VendorTemplate> Templates { get; } = new();

    /// <summary>Ids of the templates that were asked for, in order of arrival. No push: they stand among neither <see cref="Pushes"/> nor <see cref="Requests"/>.</summary>
    public IReadOnlyList<string> TemplateReads => [.. _templateReads];

    /// <summary>Hands over the pushes that are this one's, and forgets them: for who sends a hundred thousand and looks at each by itself.</summary>
    public IReadOnlyList<Push> Take(Predicate<Push> whose)
    {
        lock (_arriving)
        {
            var taken = _pushes.FindAll(whose);
            _pushes.RemoveAll(whose);
            _requests.RemoveAll(request => taken.Exists(push => ReferenceEquals(push.Request, request)));
            return taken;
        }
    }

    public static async Task<RecordingVendor> StartNewAsync(TimeProvider? clock = null)
    {
        var vendor = new RecordingVendor(clock);
        await vendor.StartAsync();
        return vendor;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder
            .WebHost.UseUrls(Address.ToString())
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestLineSize = 1 << 20;
                kestrel.Limits.MaxRequestBufferSize = 2 << 20;
            });
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
    }

    /// <summary>From now on nothing listens: connections are refused.</summary>
    public async Task GoDownAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Listens and accepts again, whatever a test before did to it.</summary>
    public Task RecoverAsync()
    {
        Behaviour = new VendorBehaviour.Accept();
        return _app is null ? StartAsync() : Task.CompletedTask;
    }

    /// <summary>Gateway settings under which these channels leave for this vendor.</summary>
    public Dictionary<string, string> Settings(params string[] channels)
    {
        var settings = new Dictionary<string, string>();
        foreach (var channel in channels.Length == 0 ? ["wecom", "tencent-sms", "aliyun-sms"] : channels)
        {
            settings[$"Compliance:Vendors:{channel}:Address"] = Address.ToString().TrimEnd('/');
            settings[$"Compliance:Vendors:{channel}:Host"] = HostOf(channel);
            settings[$"Compliance:Vendors:{channel}:Timeout"] = "00:00:05";
            settings[$"Compliance:Vendors:{channel}:Accounts:default:Id"] = Account.Id;
            settings[$"Compliance:Vendors:{channel}:Accounts:default:Secret"] = Account.Secret;
        }

        return settings;
    }

    public async ValueTask DisposeAsync() => await GoDownAsync();

    private static string HostOf(string channel) =>
        channel switch
        {
            "tencent-sms" => TencentDialect.Host,
            "aliyun-sms" => AliyunDialect.Host,
            _ => "qyapi.weixin.qq.com",
        };

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await ReadAsync(context.Request);
        if (AskedTemplate(request) is { } template)
        {
            _templateReads.Enqueue(template);
            await TellAsync(context, request, template);
            return;
        }

        lock (_arriving)
            _requests.Add(request);
        if (request.Path.EndsWith("/cgi-bin/gettoken", StringComparison.Ordinal))
        {
            await WriteAsync(context, 200, _wecom.Token(request));
            return;
        }

        var push = Recognise(request);
        lock (_arriving)
            _pushes.Add(push);
        if (push.Flaw is not null)
        {
            await WriteAsync(context, push.Channel == "aliyun-sms" ? 403 : 200, Rejection(push));
            return;
        }

        await BehaveAsync(context, push, BehaviourFor.GetValueOrDefault(push.Recipients.FirstOrDefault() ?? "", Behaviour));
    }

    private static string? AskedTemplate(ReceivedRequest request) =>
        request.Header("x-tc-action") == "DescribeSmsTemplateList" ? (string?)request.Json["TemplateIdSet"]![0]!.ToString()
        : request.Header("x-acs-action") == "GetSmsTemplate" ? request.Fields()["TemplateCode"]
        : null;

    private async Task TellAsync(HttpContext context, ReceivedRequest request, string id)
    {
        var tencent = request.Header("x-tc-action") is not null;
        var template = Templates.GetValueOrDefault(id) ?? VendorTemplate.Marketing;
        if (template.Gate is { } gate)
            await gate;
        var flaw = tencent ? _tencent.ReadFlaw(request) : _aliyun.Flaw(request);
        var answer = (tencent, flaw) switch
        {
            (true, not null) => TencentDialect.Error("AuthFailure.SignatureFailure", flaw),
            (false, not null) => AliyunDialect.Error("SignatureDoesNotMatch", flaw),
            (true, null) => TencentDialect.Template(request, template),
            (false, null) => AliyunDialect.Template(id, template),
        };
        await WriteAsync(context, 200, answer);
    }

    private async Task BehaveAsync(HttpContext context, Push push, VendorBehaviour behaviour)
    {
        switch (behaviour)
        {
            case VendorBehaviour.Accept:
                await WriteAsync(context, 200, Acceptance(push, []));
                break;
            case VendorBehaviour.AcceptEncoded encoded:
                await WriteAsync(context, 200, EncodedText.Of(Acceptance(push, []), encoded.Encoding), encoded.Encoding);
                break;
            case VendorBehaviour.RefuseSome some:
                await WriteAsync(context, 200, Acceptance(push, some.Recipients));
                break;
            case VendorBehaviour.Refuse:
                await WriteAsync(context, 200, Refusal(push));
                break;
            case VendorBehaviour.WaitFor wait:
                await wait.Gate;
                await WriteAsync(context, 200, Acceptance(push, []));
                break;
            case VendorBehaviour.Fail fail:
                await WriteAsync(context, fail.Status, fail.Body);
                break;
            case VendorBehaviour.Reset:
                context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.LingerState = new(true, 0);
                context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Close();
                break;
            case VendorBehaviour.CloseUnanswered:
                context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(System.Net.Sockets.SocketShutdown.Both);
                context.Abort();
                break;
            default:
                throw new InvalidOperationException($"unknown behaviour {behaviour}");
        }
    }

    private Push Recognise(ReceivedRequest request)
    {
        if (TencentDialect.Speaks(request))
            return new Push("tencent-sms", TencentDialect.Recipients(request), request, _tencent.Flaw(request));
        if (request.Path.StartsWith("/cgi-bin/", StringComparison.Ordinal))
            return new Push("wecom", WeComDialect.Recipients(request), request, _wecom.Flaw(request));
        return new Push("aliyun-sms", AliyunDialect.Recipients(request), request, _aliyun.Flaw(request));
    }

    private static string Acceptance(Push push, IReadOnlyCollection<string> refused) =>
        push.Channel switch
        {
            "tencent-sms" => TencentDialect.Accepted(push, refused),
            "wecom" => WeComDialect.Accepted(push, refused),
            _ => AliyunDialect.Accepted(),
        };

    private static string Refusal(Push push) =>
        push.Channel switch
        {
            "tencent-sms" => TencentDialect.Refused(),
            "wecom" => WeComDialect.Refused(),
            _ => AliyunDialect.Refused(),
        };

    private static string Rejection(Push push) =>
        push.Channel switch
        {
            "tencent-sms" => TencentDialect.Error("AuthFailure.SignatureFailure", push.Flaw!),
            "wecom" => WeComDialect.BadToken(),
            _ => AliyunDialect.Error("SignatureDoesNotMatch", push.Flaw!),
        };

    private static async Task<ReceivedRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new ReceivedRequest
        {
            Method = request.Method,
            Target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Headers = request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(),
                header => header.Value.ToString(),
                StringComparer.Ordinal
            ),
            Body = body.ToArray(),
            Connection = request.HttpContext.Connection.Id,
        };
    }

    private static Task WriteAsync(HttpContext context, int status, string text) =>
        WriteAsync(context, status, System.Text.Encoding.UTF8.GetBytes(text), EncodedText.Plain);

    private static async Task WriteAsync(HttpContext context, int status, byte[] body, string encoding)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        if (EncodedText.Header(encoding) is { } header)
            context.Response.Headers.ContentEncoding = header;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }
}
