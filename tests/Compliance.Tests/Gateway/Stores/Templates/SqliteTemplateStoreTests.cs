using System.Collections.Immutable;
using Compliance.Gateway.Stores;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.Gateway.Stores.Templates;
using Compliance.Rules.Categories;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Stores.Templates;

public sealed class SqliteTemplateStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteFolder _stores;
    private readonly SqliteTemplateStore _templates;

    public SqliteTemplateStoreTests()
    {
        _stores = new SqliteFolder(_folder.At("stores"));
        _templates = new SqliteTemplateStore(_stores);
    }

    public void Dispose()
    {
        _stores.Dispose();
        _folder.Dispose();
    }

    private Task PutAsync(string channel, string id, string text, Category category) =>
        _templates.PutAsync(
            channel,
            new TemplateFact
            {
                Id = id,
                Text = text,
                Category = category,
                Signature = "品牌",
            },
            null,
            "legal",
            DateTimeOffset.UnixEpoch
        );

    [Fact]
    public async Task The_channels_own_template_comes_before_its_familys()
    {
        await PutAsync("sms", "1001", "family", Category.Marketing);
        await PutAsync("tencent-sms", "1001", "own", Category.Service);
        Assert.Equal("own", _templates.Find("tencent-sms", "sms", "1001").Value!.Text);
        Assert.Equal("family", _templates.Find("aliyun-sms", "sms", "1001").Value!.Text);
        Assert.Equal(FactState.Nothing, _templates.Find("wecom", "wecom", "1001").State);
    }

    [Fact]
    public async Task What_a_provider_told_is_kept_by_account_and_gone_when_forgotten()
    {
        var key = new TemplateKey("aliyun-sms", "default", "SMS_1");
        var told = new ProviderTemplate
        {
            Text = "您的验证码是${code}",
            Category = Category.Security,
            Variables = ImmutableDictionary<string, VariableType>.Empty.Add("code", VariableType.Code),
        };
        await _templates.KeepFetchedAsync(key, told, DateTimeOffset.UnixEpoch);
        var kept = Assert.Single(_templates.AllFetched());
        Assert.Equal(
            (told.Text, told.Category, VariableType.Code),
            (kept.Template.Text, kept.Template.Category, kept.Template.Variables["code"])
        );
        Assert.NotNull(_templates.FindFetched(key));
        Assert.Null(_templates.FindFetched(key with { Account = "other" }));
        Assert.Equal(FactState.Nothing, _templates.Find("aliyun-sms", "sms", "SMS_1").State);
        await _templates.ForgetFetchedAsync(key);
        Assert.Null(_templates.FindFetched(key));
    }

    [Fact]
    public async Task A_second_registration_replaces_the_first_at_once()
    {
        await PutAsync("sms", "1001", "old", Category.Transaction);
        Assert.Equal(Category.Transaction, _templates.Find("sms", "sms", "1001").Value!.Category);
        await PutAsync("sms", "1001", "new", Category.Marketing);
        Assert.Equal(Category.Marketing, _templates.Find("sms", "sms", "1001").Value!.Category);
        Assert.Equal("品牌", Assert.Single(_templates.All()).Template.Signature);
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_and_never_an_empty_registry()
    {
        await PutAsync("sms", "1001", "text", Category.Service);
        File.Delete(_folder.At("stores", "templates.db"));
        await Eventually.TrueAsync(() => _templates.Find("sms", "sms", "1001").State == FactState.Unavailable, "the loss is noticed");
        Assert.Throws<StoreUnavailableException>(() => _templates.All());
    }
}
