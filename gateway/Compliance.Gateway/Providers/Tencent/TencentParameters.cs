using System.Globalization;
using System.Text.Json;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>
/// A call's fields as Tencent's clients flatten them: <c>PhoneNumberSet.0=…&amp;PhoneNumberSet.1=…</c>. A list that skips a number, or a name
/// that is a text here and a list there, has more than one reading and is refused.
/// </summary>
internal static class TencentParameters
{
    // The caller's credential and envelope: none of it leaves.
    private static readonly string[] Envelope =
    [
        "Action",
        "Version",
        "Region",
        "Language",
        "Nonce",
        "Timestamp",
        "RequestClient",
        "SecretId",
        "Token",
        "SignatureMethod",
        "Signature",
    ];

    /// <summary>The JSON object that says the same; every value is a text, as every field of these calls is.</summary>
    public static (ReadOnlyMemory<byte> Json, Refusal? Refusal) ToJson(Parameters parameters)
    {
        var root = new Node();
        foreach (var pair in parameters.Without(Envelope).Pairs)
        {
            if (!root.Put(pair.Name.Split('.'), pair.Value))
                return Unclear();
        }

        var clear = true;
        var body = WrittenJson.Of(json => clear = root.Write(json, isRoot: true));
        return clear ? (body, null) : Unclear();
    }

    private static (ReadOnlyMemory<byte>, Refusal?) Unclear() =>
        (default, Refusals.Unreadable("unclear-parameter", "参数名须写作 名称 或 名称.序号，序号从 0 起连续"));

    private sealed class Node
    {
        private readonly Dictionary<string, Node> _children = [];
        private string? _value;

        /// <summary>False when the name has another meaning already, or too many steps for anybody to read.</summary>
        public bool Put(string[] steps, string value)
        {
            if (steps.Length >= JsonBody.MaxDepth || steps.Contains(""))
                return false;
            var node = this;
            foreach (var step in steps)
            {
                if (node._value is not null)
                    return false;
                if (!node._children.TryGetValue(step, out var next))
                    node._children.Add(step, next = new Node());
                node = next;
            }

            if (node._value is not null || node._children.Count > 0)
                return false;
            node._value = value;
            return true;
        }

        /// <summary>False when a list has a gap or a name among its numbers.</summary>
        public bool Write(Utf8JsonWriter writer, bool isRoot = false)
        {
            if (_value is not null)
            {
                writer.WriteStringValue(_value);
                return true;
            }

            var isList = !isRoot && _children.Keys.Any(IsNumber);
            if (isList)
                writer.WriteStartArray();
            else
                writer.WriteStartObject();
            for (var index = 0; isList && index < _children.Count; index++)
            {
                if (!_children.TryGetValue(index.ToString(CultureInfo.InvariantCulture), out var child) || !child.Write(writer))
                    return false;
            }

            foreach (var (name, child) in isList ? [] : _children)
            {
                writer.WritePropertyName(name);
                if (!child.Write(writer))
                    return false;
            }

            if (isList)
                writer.WriteEndArray();
            else
                writer.WriteEndObject();
            return true;
        }

        private static bool IsNumber(string step) => step.All(char.IsAsciiDigit);
    }
}
