using Compliance.Gateway.Observability;

namespace Compliance.Tests.Gateway.Observability;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("no route for /cgi-bin/message/send?access_token=tok-4711&debug=1", "tok-4711")]
    [InlineData("GET /?PhoneNumbers=13900000001%2C13900000002&SignName=x", "13900000001")]
    [InlineData("subject phone:+8613900000001 not found", "13900000001")]
    [InlineData("拒绝13900000001的请求", "13900000001")]
    [InlineData("id card 11010519491231002X in body", "11010519491231002X")]
    [InlineData("card 6222020200112233445.", "6222020200112233445")]
    [InlineData("mail to wang.xm@example.com failed", "wang.xm")]
    [InlineData("Authorization: Bearer admin.0123456789abcdef", "0123456789abcdef")]
    [InlineData("TC3-HMAC-SHA256 Credential=crm/2026-11-21/sms/tc3_request, Signature=abc", "abc")]
    [InlineData("\"corpsecret\": \"s3cr3t-value\"", "s3cr3t-value")]
    [InlineData("touser wmAAAA0001 refused", "wmAAAA0001")]
    public void Hides_personal_data_and_secrets(string line, string hidden) =>
        Assert.DoesNotContain(hidden, Redactor.Redact(line), StringComparison.Ordinal);

    [Theory]
    [InlineData("decision 019aa9a2b3c47d5e8f00112233445566 of 2026-11-21T13:30:00.123Z recorded")]
    [InlineData("revision 3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed, 42 rules")]
    [InlineData("policies/packs/core/rules/sms.yaml:12:3: unknown-key")]
    public void Leaves_what_an_operator_needs(string line) => Assert.Equal(line, Redactor.Redact(line));
}
