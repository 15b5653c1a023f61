namespace Compliance.Gateway.Recording;

/// <summary>A message's category in Chinese: for officers, and for who tries a push without sending it.</summary>
internal static class CategoryWords
{
    public static string Of(string? category) =>
        category switch
        {
            "marketing" => "营销",
            "service" => "服务",
            "transaction" => "交易",
            "security" => "安全",
            _ => "未声明",
        };

    public static string Called(string? declared) => declared is null ? "未声明类别" : $"声明为{Of(declared)}";

    public static string By(string by) =>
        by switch
        {
            "declared" => "调用方声明",
            "template" => "模板登记",
            "channel" => "通道本身是群发",
            "purpose" => "目的属于营销",
            "unknown" => "未声明类别，或者不知道模板的原文",
            _ => $"规则 {by} 认定",
        };

    /// <summary>One variant: what it was called, and what it is judged as and why.</summary>
    /// <param name="template">Null: there is none, or nobody knows it.</param>
    /// <param name="marks">What the rule found that lifted it.</param>
    public static string Variant(string? declared, string? template, string effective, string by, IReadOnlyList<string> marks)
    {
        var called = template is null ? Called(declared) : $"{Called(declared)}，模板为{Of(template)}";
        var found = marks.Count == 0 ? "" : $"：{string.Join('、', marks.Select(mark => $"“{mark}”"))}";
        return $"{called}；按{Of(effective)}核对（{By(by)}{found}）";
    }
}
