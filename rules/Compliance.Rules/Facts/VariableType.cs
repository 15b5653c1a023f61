namespace Compliance.Rules.Facts;

/// <summary>What a template's variable was registered to hold.</summary>
public enum VariableType
{
    Code,
    Number,
    Amount,
    Time,
    Name,
    OrderNo,
    Phone,
    Address,
    Url,

    /// <summary>Words of the sender's own, longer than an untyped variable may be.</summary>
    Text,
}
