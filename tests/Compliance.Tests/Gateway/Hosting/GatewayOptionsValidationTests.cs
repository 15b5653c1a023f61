using Compliance.Gateway.Hosting;
using Compliance.Gateway.Model;
using Microsoft.Extensions.Configuration;

namespace Compliance.Tests.Gateway.Hosting;

public sealed class GatewayOptionsValidationTests
{
    private static readonly GatewayOptionsValidation Validation = new(new ConfigurationBuilder().Build());

    [Fact]
    public void Every_error_is_reported_at_once_by_the_name_of_its_setting()
    {
        var broken = new GatewayOptions
        {
            Brand = "two words",
            Listeners = new ListenerOptions { Push = "8080", Admin = "ftp://127.0.0.1:8090" },
            Policies = new PoliciesOptions { Folder = "no/such/folder", PollSeconds = 0 },
            Limits = new LimitOptions { BodyBytes = 1 },
        };

        var failures = string.Join('\n', Validation.Validate(null, broken).Failures!);

        foreach (var setting in new[] { "Brand", "Listeners:Push", "Listeners:Admin", "Policies:Folder", "PollSeconds", "BodyBytes" })
            Assert.Contains(setting, failures, StringComparison.Ordinal);
    }

    [Fact]
    public void The_two_listeners_may_not_share_an_address()
    {
        var shared = new GatewayOptions { Policies = new PoliciesOptions { Folder = "." } };
        shared.Listeners.Admin = shared.Listeners.Push;

        Assert.Contains("same address", Validation.Validate(null, shared).FailureMessage, StringComparison.Ordinal);
    }
}
