using Compliance.Rules.Masking;

namespace Compliance.Gateway.Admin;

/// <summary>Short texts that are kept for years in clear (references, reasons, what was searched for) must not hold anybody's contact.</summary>
internal static class PersonalText
{
    public static bool Holds(string? text)
    {
        if (text is null)
            return false;
        var spans = new List<PersonalDataSpan>();
        PersonalDataDetector.Find(text, spans);
        // The other kinds would take reference numbers for bank cards or plates.
        return spans.Any(span => span.Kind is PersonalDataKind.Mobile or PersonalDataKind.IdCard or PersonalDataKind.Email);
    }

    public static Fault Fault(string field) =>
        new(field, $"{field} 含有个人信息", "这里的内容会以明文长期保存：写编号或简短的原因，不写手机号、身份证号或邮箱。");
}
