using System.Collections.Immutable;
using Compliance.Gateway.Stores;
using Compliance.Gateway.Stores.Templates;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Stores.Templates;

/// <summary>What every registry of templates keeps.</summary>
public abstract class TemplateStoreContract : StoreContract
{
    private protected abstract ITemplateStore Store { get; }

    private Task PutAsync(string channel, string id, string text, Category category) =>
        Store.PutAsync(
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
        Assert.Equal("own", Store.Find("tencent-sms", "sms", "1001").Value!.Text);
        Assert.Equal("family", Store.Find("aliyun-sms", "sms", "1001").Value!.Text);
        Assert.Equal(FactState.Nothing, Store.Find("wecom", "wecom", "1001").State);
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
        await Store.KeepFetchedAsync(key, told, DateTimeOffset.UnixEpoch);
        var kept = Assert.Single(Store.AllFetched());
        Assert.Equal(
            (told.Text, told.Category, VariableType.Code),
            (kept.Template.Text, kept.Template.Category, kept.Template.Variables["code"])
        );
        Assert.NotNull(Store.FindFetched(key));
        Restart();
        Assert.Equal(told.Text, Store.FindFetched(key)!.Text);
        Assert.Null(Store.FindFetched(key with { Account = "other" }));
        Assert.Equal(FactState.Nothing, Store.Find("aliyun-sms", "sms", "SMS_1").State);
        await Store.ForgetFetchedAsync(key);
        Assert.Null(Store.FindFetched(key));
    }

    [Fact]
    public async Task A_second_registration_replaces_the_first_at_once()
    {
        await PutAsync("sms", "1001", "old", Category.Transaction);
        Assert.Equal(Category.Transaction, Store.Find("sms", "sms", "1001").Value!.Category);
        await PutAsync("sms", "1001", "new", Category.Marketing);
        Assert.Equal(Category.Marketing, Store.Find("sms", "sms", "1001").Value!.Category);
        Assert.Equal("品牌", Assert.Single(Store.All()).Template.Signature);
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_and_never_an_empty_registry()
    {
        await PutAsync("sms", "1001", "text", Category.Service);
        await LoseAsync();
        Assert.Equal(FactState.Unavailable, Store.Find("sms", "sms", "1001").State);
        Assert.Throws<StoreUnavailableException>(() => Store.All());
        await BringBackAsync();
        Assert.Equal("text", Store.Find("sms", "sms", "1001").Value!.Text);
    }
}
