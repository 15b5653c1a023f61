namespace Compliance.TestKit.Vendors;

/// <summary>What a provider tells of one of its templates.</summary>
/// <param name="Text">Null: it has no such template.</param>
public sealed record VendorTemplate(string? Text)
{
    public static VendorTemplate Marketing { get; } = new("您好，您关注的新品已到店，欢迎品鉴。拒收请回复R") { Type = "2" };

    public static VendorTemplate None { get; } = new((string?)null);

    /// <summary>Aliyun's own: 0 code, 1 notice, 2 promotion. Tencent tells none.</summary>
    public string Type { get; init; } = "1";

    /// <summary>Aliyun's <c>VariableAttribute</c>: JSON in a string.</summary>
    public string? Variables { get; init; }

    /// <summary>Refuses the read with this code.</summary>
    public string? Error { get; init; }

    /// <summary>Answers only when this is done.</summary>
    public Task? Gate { get; init; }
}
