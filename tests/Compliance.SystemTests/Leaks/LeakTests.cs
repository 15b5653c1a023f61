using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Compliance.SystemTests.Faults;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.Leaks;

/// <summary>Personal data and secrets are driven through every path that fails; then everything that was written is searched.</summary>
public sealed class LeakTests : IAsyncLifetime
{
    private readonly Seeds _seeds = new();
    private readonly List<string> _answers = [];
    private Scene _scene = null!;
    private Person _person = null!;
    private string _name = "";

    public async Task InitializeAsync()
    {
        _scene = await Scene.SetAsync();
        _person = await _scene.ConsentingPersonAsync();
        _name = _seeds.Add("name", "欧阳漏测");
        _seeds.Add("phone", _person.Phone);
        _seeds.Add("customer id", _person.Customer);
        _seeds.Add("sender key", _scene.Gateway.SenderKey);
        _seeds.Add("vendor secret", _scene.Vendor.Account.Secret);
        _seeds.Add("vendor token", "vendor-token-");
        _seeds.Add("admin key", (await File.ReadAllTextAsync(Path.Combine(_scene.Gateway.DataDirectory, "keys", "admin"))).Trim());
    }

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Nothing_personal_and_no_secret_in_logs_entries_metrics_or_errors()
    {
        await WorkingPushesAsync();
        await UnreadablePushesAsync();
        await WrongCredentialsAsync();
        await LabelsAsync();
        await FailingVendorAsync();
        await OfficersAsync();
        using var http = new HttpClient();
        foreach (var path in (string[])["/metrics", "/health/ready", "/health/live", "/log/checkpoint"])
        {
            using var answer = await http.GetAsync(new Uri(_scene.Gateway.AdminAddress, path));
            Keep(await PushAnswer.ReadAsync(answer));
        }

        await _scene.Gateway.KillAsync();
        await _scene.Gateway.StartAsync();
        Assert.Equal(0, await _scene.Gateway.StopAsync());

        List<string> leaks = [.. _seeds.FoundIn("stdout and stderr", Encoding.UTF8.GetBytes(_scene.Gateway.Output))];
        var files = Directory
            .GetFiles(_scene.Gateway.DataDirectory, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/data/keys/", StringComparison.Ordinal))
            .ToList();
        Assert.Contains(files, file => file.Contains("/logs/", StringComparison.Ordinal));
        Assert.Contains(files, file => file.Contains("/audit/log/tile/entries/", StringComparison.Ordinal));
        foreach (var file in files)
            leaks.AddRange(_seeds.FoundIn(Path.GetRelativePath(_scene.Gateway.DataDirectory, file), await File.ReadAllBytesAsync(file)));
        leaks.AddRange(_answers.SelectMany(answer => _seeds.FoundIn("the answer " + answer, Encoding.UTF8.GetBytes(answer))));
        Assert.True(leaks.Count == 0, string.Join('\n', leaks.Distinct()));
    }

    private async Task WorkingPushesAsync()
    {
        // Three SMS: two are sent, the third meets the cap. Answers with rows repeat the caller's own phones and are not kept.
        for (var push = 0; push < 3; push++)
            await _scene.Caller.TencentAsync([_person.E164], [_name, "11010519491231002X"]);
        await _scene.Caller.AliyunAsync([_person.Phone], _name);
        await _scene.Caller.WecomAsync($"{_name}您好，{_person.Phone} 是您的号码", [_person.Customer], ("Idempotency-Key", "leak"));
        await _scene.Caller.WecomAsync($"{_name}，国家级品质，致电 {_person.Phone}", [_person.Customer]);
        Keep(await _scene.Caller.AliyunAsync([_person.Phone], _name, ("Compliance-Category", _person.Phone)));
        Keep(await _scene.Caller.AliyunAsync([_person.Phone], _name, ("Compliance-Campaign", $"to {_person.Phone}")));
    }

    /// <summary>Somebody's data where the name of a thing belongs: it would stay for years, whoever is forgotten.</summary>
    private async Task LabelsAsync()
    {
        string[] labels =
        [
            _person.Phone,
            _seeds.Add("dashed phone", $"{_person.Phone[..3]}-{_person.Phone[3..7]}-{_person.Phone[7..]}"),
            $"86{_person.Phone}6",
            $"spring_{_seeds.Add("dotted phone", string.Join('.', _person.Phone.Chunk(4).Select(digits => new string(digits))))}",
            _seeds.Add("identity card", "440524188001010014"),
            _seeds.Add("e-mail", "li.lei.leak@qq.com"),
            _seeds.Add("escaped e-mail", "li.lei.leak%40qq.com"),
            _seeds.Add("bare name", "欧阳娜娜"),
            _name,
        ];
        foreach (var label in labels)
        {
            foreach (var channel in Channels.Names)
            {
                var fresh = await _scene.ConsentingPersonAsync();
                Keep(await Channels.PushAsync(_scene, channel, [fresh], ("Compliance-Campaign", label)));
                Keep(await Channels.PushAsync(_scene, channel, [fresh], ("Compliance-Purpose", label)));
                Keep(await Channels.PushAsync(_scene, channel, [fresh], ("Compliance-Evidence", label)));
                Keep(await Channels.PushAsync(_scene, channel, [fresh], ("Compliance-Account", label)));
                Keep(await Channels.PushAsync(_scene, channel, [fresh], ($"Compliance-{label}", "x")));
            }

            await _scene.Caller.PostJsonAsync(
                "/wecom/cgi-bin/externalcontact/add_msg_template",
                new Dictionary<string, object>
                {
                    ["chat_type"] = "single",
                    ["external_userid"] = new[] { _person.Customer },
                    ["sender"] = "zhangsan",
                    ["text"] = new { content = "您好，今年的春茶已经到店" },
                    [label] = "国家级 110105194912310021",
                }
            );
            await _scene.Caller.PostJsonAsync(
                "/tencent-sms/",
                new
                {
                    SmsSdkAppId = label,
                    SignName = label,
                    TemplateId = label,
                    TemplateParamSet = new[] { "春茶" },
                    PhoneNumberSet = new[] { _person.E164 },
                    SessionContext = label,
                },
                ("X-TC-Action", "SendSms"),
                ("X-TC-Version", "2021-01-11")
            );
            var fields = PushCaller.AliyunFields([_person.Phone], "春茶");
            fields["TemplateCode"] = label;
            fields["TemplateParam"] = JsonSerializer.Serialize(new Dictionary<string, string> { [label] = "国家级", ["code"] = "最佳" });
            var query = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
            await _scene.Caller.SendAsync(
                new HttpRequestMessage(HttpMethod.Post, "/aliyun-sms/?" + query),
                ("x-acs-action", "SendSms"),
                ("x-acs-version", "2017-05-25")
            );
            await CarelessVendorAsync(label);
            // A tag that is no contact may be any word of the brand's; it goes with its person.
            if (label.Any(c => char.IsAsciiDigit(c) || c is '@' or '%'))
            {
                await _scene.Admin.Http.PostAsync(
                    new Uri("/api/subjects", UriKind.Relative),
                    JsonContent.Create(
                        new
                        {
                            subject = "leak",
                            identities = new[] { "wecom:wmLEAK0001" },
                            segments = new[] { "tag" + label },
                        }
                    )
                );
            }

            foreach (var scope in (string[])["campaign", "template", "text"])
            {
                await _scene.Admin.Http.PostAsync(
                    new Uri("/api/halts", UriKind.Relative),
                    JsonContent.Create(
                        new
                        {
                            scope,
                            value = "of " + label,
                            reason = $"致电 {label}",
                            ahead = true,
                        }
                    )
                );
                await _scene.Admin.Http.PostAsync(
                    new Uri("/api/halts", UriKind.Relative),
                    JsonContent.Create(
                        new
                        {
                            scope,
                            value = "of " + label,
                            reason = "核对中",
                            ahead = true,
                        }
                    )
                );
            }

            await _scene.Admin.Http.GetAsync(
                new Uri($"/api/decisions?campaign={Uri.EscapeDataString(label)}&sender={Uri.EscapeDataString(label)}", UriKind.Relative)
            );
        }
    }

    /// <summary>Its codes and receipts hold what no code and no receipt should.</summary>
    private async Task CarelessVendorAsync(string label)
    {
        var quoted = JsonSerializer.Serialize(label);
        foreach (
            var (channel, body) in ((string, string)[])
                [
                    ("wecom", $"{{\"errcode\":{quoted},\"errmsg\":{quoted},\"msgid\":{quoted}}}"),
                    ("tencent-sms", $"{{\"Response\":{{\"Error\":{{\"Code\":{quoted},\"Message\":{quoted}}},\"RequestId\":{quoted}}}}}"),
                    ("aliyun-sms", $"{{\"Code\":{quoted},\"Message\":{quoted},\"RequestId\":{quoted},\"BizId\":{quoted}}}"),
                ]
        )
        {
            _scene.Vendor.Behaviour = new VendorBehaviour.Fail(200, body);
            await Channels.PushAsync(_scene, channel, [await _scene.ConsentingPersonAsync()]);
        }

        _scene.Vendor.Behaviour = new VendorBehaviour.Accept();
    }

    private async Task UnreadablePushesAsync()
    {
        foreach (var channel in Channels.Names)
        {
            foreach (
                var body in (string[])
                    [
                        $"{{\"text\":\"{_name}\",\"to\":\"{_person.Phone}\"",
                        $"{{\"a\":\"{_name}\",\"a\":\"{_person.Phone}\"}}",
                        $"PhoneNumbers={_person.Phone}&PhoneNumbers={_name}",
                        $"{{\"{_person.Phone}\":{{\"{_name}\":[1,2",
                    ]
            )
                Keep(await _scene.Caller.SendAsync(Channels.Raw(channel, new ByteArrayContent(Encoding.UTF8.GetBytes(body)))));
            Keep(
                await _scene.Caller.SendAsync(
                    Channels.Raw(channel, new ByteArrayContent([.. Encoding.UTF8.GetBytes(_person.Phone), 0xff, 0xfe]))
                )
            );
        }

        foreach (
            var path in (string[])
                [
                    $"/wecom/cgi-bin/{_person.Phone}/send?access_token={_scene.Gateway.SenderKey}",
                    $"/unknown/{_person.Phone}?name={Uri.EscapeDataString(_name)}",
                    $"/aliyun-sms/?Action=SendCardSms&PhoneNumbers={_person.Phone}",
                    $"/jpush/v3/push?alias={_person.Phone}",
                ]
        )
            Keep(await _scene.Caller.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)));
    }

    private async Task WrongCredentialsAsync()
    {
        var wrong = _seeds.Add("a wrong key that somebody tried", $"crm.{Guid.NewGuid():N}");
        using var caller = new PushCaller(_scene.Gateway.Push, wrong);
        Keep(await caller.AliyunAsync([_person.Phone], _name));
        Keep(await caller.TencentAsync([_person.E164], [_name, "春茶"]));
        using var http = new HttpClient();
        foreach (var query in (string[])[$"corpid=crm&corpsecret={wrong}", $"corpid={_person.Phone}&corpsecret={_scene.Gateway.SenderKey}"])
        {
            using var answer = await http.GetAsync(new Uri(_scene.Gateway.Push, "/wecom/cgi-bin/gettoken?" + query));
            Keep(await PushAnswer.ReadAsync(answer));
        }
    }

    private async Task FailingVendorAsync()
    {
        foreach (
            var behaviour in (VendorBehaviour[])
                [
                    new VendorBehaviour.Fail(502, $"<html>{_person.Phone} {_name} {_scene.Vendor.Account.Secret}</html>"),
                    new VendorBehaviour.CloseUnanswered(),
                    new VendorBehaviour.Reset(),
                    new VendorBehaviour.Refuse(),
                ]
        )
        {
            _scene.Vendor.Behaviour = behaviour;
            foreach (var channel in Channels.Names)
            {
                var fresh = await _scene.ConsentingPersonAsync();
                _seeds.Add("phone of another", fresh.Phone);
                await Channels.PushAsync(_scene, channel, [fresh]);
            }
        }

        await _scene.Vendor.GoDownAsync();
        await Channels.PushAsync(_scene, "aliyun-sms", [await _scene.ConsentingPersonAsync()]);
        await _scene.Vendor.RecoverAsync();
    }

    private async Task OfficersAsync()
    {
        await _scene.Admin.DecisionsAsync("identity=" + Uri.EscapeDataString(_person.PhoneIdentity));
        await _scene.Admin.GetAsync($"/api/subjects/{Uri.EscapeDataString(_person.PhoneIdentity)}/consents");
        foreach (
            var (path, body) in ((string, string)[])
                [
                    ("/api/consents", $"{{\"identity\":\"phon:{_person.Phone}\",\"name\":\"{_name}\""),
                    ("/api/subjects", $"{{\"subject\":\"crm\",\"identities\":[\"phone:{_person.Phone}x\"]}}"),
                    ("/api/check", $"{{\"channel\":\"{_name}\",\"text\":\"{_person.Phone}\"}}"),
                    ("/api/halts", $"{{\"{_person.Phone}\":1}}"),
                ]
        )
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await _scene.Admin.Http.PostAsync(new Uri(path, UriKind.Relative), content);
            Keep(await PushAnswer.ReadAsync(answer));
        }

        using var wrong = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(_scene.Gateway.AdminAddress, $"/api/decisions?identity={_person.PhoneIdentity}")
        );
        wrong.Headers.Add("Authorization", "Bearer " + _seeds.Add("a wrong admin key", $"admin.{Guid.NewGuid():N}"));
        using var http = new HttpClient();
        using var refused = await http.SendAsync(wrong);
        Keep(await PushAnswer.ReadAsync(refused));
    }

    private void Keep(PushAnswer answer) => _answers.Add(answer.Text + string.Join('\n', answer.Headers.Values));
}
