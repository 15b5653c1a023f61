using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>Reads SendSms (one text for all) and SendBatchSms (a column a parameter, a row a recipient).</summary>
internal static class AliyunReader
{
    private const string Template = "TemplateParam";
    private const string BatchNumbers = "PhoneNumberJson";
    private const string BatchSignatures = "SignNameJson";
    private const string BatchTemplate = "TemplateParamJson";
    private const string BatchExtend = "SmsUpExtendCodeJson";

    /// <summary>One of the two is null.</summary>
    public static (AliyunWire? Wire, Refusal? Refusal) Read(EndpointProfile endpoint, string method, Parameters query, Parameters form)
    {
        var all = query.And(form);
        var recipients = endpoint.Recipients[0];

        if (all.Pairs.Select(pair => pair.Name).FirstOrDefault(name => !Names(endpoint, name)) is { } unknown)
            return (null, Refusals.UnknownField(unknown));
        var (wire, refusal) = recipients.Split is null ? ReadBatch(all, recipients) : ReadOne(all, recipients);
        if (wire is null)
            return (null, refusal);
        if (wire.Recipients.IsEmpty)
            return (null, Refusals.Unreadable("no-recipients", "没有接收方", recipients.At));
        if (wire.Recipients.Length > endpoint.MaximumRecipients)
            return (null, Refusals.TooManyRecipients(endpoint.MaximumRecipients, recipients.At));
        return (wire with { Method = method, Query = query, Form = form }, null);
    }

    private static bool Names(EndpointProfile endpoint, string name) =>
        name == endpoint.Template
        || name == endpoint.Recipients[0].At
        || endpoint.Texts.Any(text => text.At == name)
        || endpoint.Ids.Contains(name);

    private static (AliyunWire?, Refusal?) ReadOne(Parameters all, RecipientProfile profile)
    {
        ImmutableArray<string> numbers =
        [
            .. (all.Find(profile.At) ?? "").Split(profile.Split!, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ];
        var content = new ContentReading();
        if (all.Find("SignName") is { } signature)
            content.AddFixed("SignName", signature);
        if (all.Find(Template) is { Length: > 0 } text)
        {
            var source = new JsonParameter(Template, Encoding.UTF8.GetBytes(text));
            var (document, broken) = JsonBody.Read(source.Bytes);
            if (document is null)
                return (null, broken! with { Place = Template });
            using (document)
            {
                if (!content.AddVariables(source, document.RootElement, Template))
                    return (null, NotVariables(Template));
            }
        }

        return (
            Wire([.. numbers.Select(number => RecipientReading.Read(profile, number, ""))], [content]) with
            {
                Numbers = numbers,
            },
            null
        );
    }

    private static (AliyunWire?, Refusal?) ReadBatch(Parameters all, RecipientProfile profile)
    {
        var columns = new Dictionary<string, (JsonColumn Column, JsonElement[] Entries)>();
        foreach (var name in (string[])[BatchNumbers, BatchSignatures, BatchTemplate, BatchExtend])
        {
            if (all.Find(name) is not { Length: > 0 } text)
                continue;
            var source = new JsonParameter(name, Encoding.UTF8.GetBytes(text));
            var (document, broken) = JsonBody.Read(source.Bytes);
            if (document is null)
                return (null, broken! with { Place = name });

            // Not disposed: the entries are read after the loop, and the collector takes it.
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return (null, Refusals.Unreadable("wrong-type", "此处必须是 JSON 数组", name));
            columns.Add(
                name,
                (
                    new JsonColumn(source, JsonContainer.OfList(source.Bytes.Span, document.RootElement)),
                    [.. document.RootElement.EnumerateArray()]
                )
            );
        }

        if (!columns.TryGetValue(BatchNumbers, out var numbers))
            return (null, Refusals.Unreadable("no-recipients", "没有接收方", BatchNumbers));
        foreach (var (name, column) in columns)
        {
            if (column.Entries.Length != numbers.Entries.Length)
                return (null, Refusals.Unreadable("unaligned-columns", "各 JSON 数组的长度必须一致", name));
            if (name != BatchTemplate && column.Entries.Any(entry => entry.ValueKind != JsonValueKind.String))
                return (null, Refusals.Unreadable("wrong-type", "数组的每一项必须是文本", name));
        }

        var recipients = ImmutableArray.CreateBuilder<Recipient>();
        var contents = new List<ContentReading>();
        for (var row = 0; row < numbers.Entries.Length; row++)
        {
            recipients.Add(RecipientReading.Read(profile, numbers.Entries[row].GetString()!, "", row));
            var content = new ContentReading();
            contents.Add(content);
            if (columns.TryGetValue(BatchSignatures, out var signatures))
                content.AddFixed($"{BatchSignatures}[{row}]", signatures.Entries[row].GetString()!);
            if (
                columns.TryGetValue(BatchTemplate, out var template)
                && !content.AddVariables(template.Column.Source, template.Entries[row], $"{BatchTemplate}[{row}]")
            )
                return (null, NotVariables($"{BatchTemplate}[{row}]"));
        }

        return (Wire(recipients.ToImmutable(), contents) with { Columns = [.. columns.Values.Select(column => column.Column)] }, null);
    }

    private static Refusal NotVariables(string place) => Refusals.Unreadable("wrong-type", "模板变量必须是由文本组成的 JSON 对象", place);

    private static AliyunWire Wire(ImmutableArray<Recipient> recipients, IReadOnlyList<ContentReading> contents) =>
        new()
        {
            Method = "",
            Query = Parameters.None,
            Form = Parameters.None,
            Recipients = recipients,
            Contents = [.. contents.Select(content => new MessageContent { Fields = [.. content.Fields] })],
            Fields = [.. contents.Select(content => content.Places.ToImmutableArray())],
        };

    private sealed class ContentReading
    {
        public List<ContentField> Fields { get; } = [];

        public List<AliyunField> Places { get; } = [];

        public void AddFixed(string name, string signature)
        {
            Fields.Add(
                new ContentField
                {
                    Name = name,
                    Text = signature,
                    Role = FieldRole.Signature,
                    Editable = false,
                }
            );
            Places.Add(default);
        }

        /// <summary>False when it is no object of texts, numbers or truth values.</summary>
        public bool AddVariables(JsonParameter source, JsonElement variables, string at)
        {
            if (variables.ValueKind != JsonValueKind.Object)
                return false;
            var container = JsonContainer.OfObject(source.Bytes.Span, variables);
            var index = -1;
            foreach (var variable in variables.EnumerateObject())
            {
                index++;
                if (variable.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    return false;
                if (variable.Value.ValueKind == JsonValueKind.Null)
                    continue;
                var text = variable.Value.ValueKind == JsonValueKind.String ? variable.Value.GetString()! : variable.Value.GetRawText();
                Fields.Add(
                    new ContentField
                    {
                        Name = $"{at}.{variable.Name}",
                        Text = text,
                        Role = FieldRole.Variable,
                        Variable = variable.Name,
                    }
                );
                Places.Add(new AliyunField(source, new JsonPlace(container, index)));
            }

            return true;
        }
    }
}
