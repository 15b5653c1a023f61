using System.Text.RegularExpressions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Admin.Decisions;

/// <summary>A code that opens an account is nobody's to read but its owner's, not even an officer's.</summary>
internal static partial class OneTimeCodes
{
    /// <param name="security">Whether the message is one of security: there a value that could be a code is one.</param>
    public static string Hide(ContentField field, string text, TemplateFact? template, bool security) =>
        field.Variable is { } variable && template?.Variables.GetValueOrDefault(variable) is VariableType.Code
        || security && field.Role == FieldRole.Variable && Value().IsMatch(text)
            ? new string('*', text.Length)
            : Spoken().Replace(text, code => new string('*', code.Length));

    [GeneratedRegex("^[0-9A-Za-z -]*[0-9][0-9A-Za-z -]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Value();

    /// <summary>In a sentence, behind what it is called.</summary>
    [GeneratedRegex(
        "(?<=(?:验证码|校验码|动态码|动态密码|一次性密码|确认码|口令|[Cc]ode)[^0-9A-Za-z]{0,6})[0-9A-Za-z]{4,10}(?![0-9A-Za-z])"
    )]
    private static partial Regex Spoken();
}
