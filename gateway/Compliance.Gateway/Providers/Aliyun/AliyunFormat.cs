using System.Text;
using System.Text.Json;
using System.Xml;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>
/// The parameter <c>Format</c>: JSON, or XML for the caller who asks for it. The gateway itself speaks JSON with the provider and writes the
/// same answer as XML: the fields as elements under <c>SendSmsResponse</c>, or under <c>Error</c> where the call itself failed.
/// </summary>
internal static class AliyunFormat
{
    public const string Name = "Format";

    public static bool IsKnown(Parameters all) => all.Find(Name) is null || IsXml(all) || Is(all, "JSON");

    public static Answer Write(InboundRequest request, Answer answer)
    {
        if (Parameters.Read(request.RawQuery) is not { } query)
            return answer;
        var all = RequestBody.RefuseUnlessForm(request) is null && Parameters.Read(request.Body.Span) is { } form ? query.And(form) : query;
        if (!IsXml(all))
            return answer;
        var action = request.Headers["x-acs-action"].ToString() is { Length: > 0 } header ? header : all.Find("Action");
        var root =
            answer.Status == 200 && action?.Length is > 0 and < 64 && action.All(char.IsAsciiLetterOrDigit) ? $"{action}Response" : "Error";
        return answer with
        {
            Headers = [new("Content-Type", "text/xml; charset=utf-8"), .. answer.Headers.Where(header => header.Key != "Content-Type")],
            Body = Xml(root, answer.Body),
        };
    }

    private static bool IsXml(Parameters all) => Is(all, "XML");

    private static bool Is(Parameters all, string format) => string.Equals(all.Find(Name), format, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlyMemory<byte> Xml(string root, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
            Write(writer, root, document.RootElement);
        return bytes.ToArray();
    }

    // A list is its element once for each member.
    private static void Write(XmlWriter writer, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var member in value.EnumerateArray())
                Write(writer, name, member);
            return;
        }

        writer.WriteStartElement(XmlConvert.EncodeLocalName(name));
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
                Write(writer, property.Name, property.Value);
        }
        else if (value.ValueKind != JsonValueKind.Null)
            writer.WriteString(value.ToString());

        writer.WriteEndElement();
    }
}
