using Compliance.Rules.Messages;

namespace Compliance.Gateway.Recording;

internal static class FieldNames
{
    /// <summary>A finding outside every field stands in the template's fixed text, or says that something is missing.</summary>
    public static string FieldName(this MessageContent content, int field) =>
        field >= 0 && field < content.Fields.Length ? content.Fields[field].Name : "template";
}
