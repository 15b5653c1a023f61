using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Wire;

/// <summary>Walks a body along its endpoint's shape. What the shape does not name, at any depth, refuses the push.</summary>
internal sealed class JsonPushReader
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly EndpointProfile _endpoint;
    private readonly string _accountId;
    private readonly ImmutableArray<Recipient>.Builder _recipients = ImmutableArray.CreateBuilder<Recipient>();
    private readonly ImmutableArray<RecipientPlace?>.Builder _recipientPlaces = ImmutableArray.CreateBuilder<RecipientPlace?>();
    private readonly ImmutableArray<ContentField>.Builder _fields = ImmutableArray.CreateBuilder<ContentField>();
    private readonly ImmutableArray<JsonPlace>.Builder _fieldPlaces = ImmutableArray.CreateBuilder<JsonPlace>();
    private readonly ImmutableArray<JsonPlace>.Builder _nulls = ImmutableArray.CreateBuilder<JsonPlace>();
    private readonly Dictionary<string, string> _values = [];
    private string? _audience;
    private string? _templateId;
    private Refusal? _refusal;

    private JsonPushReader(ReadOnlyMemory<byte> body, EndpointProfile endpoint, string accountId)
    {
        _body = body;
        _endpoint = endpoint;
        _accountId = accountId;
    }

    /// <summary>One of the two is null.</summary>
    public static (JsonPush? Push, Refusal? Refusal) Read(
        ReadOnlyMemory<byte> body,
        EndpointProfile endpoint,
        BodyShape shape,
        string accountId
    )
    {
        body = JsonBody.WithoutMark(body);
        var (document, broken) = JsonBody.Read(body);
        if (document is null)
            return (null, broken);
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, Refusals.Unreadable("not-an-object", "请求体必须是 JSON 对象"));
            var reader = new JsonPushReader(body, endpoint, accountId);
            reader.WalkObject(document.RootElement, shape, "");
            reader.RefuseAudienceBesideList();
            return reader._refusal is null ? (reader.Push(), null) : (null, reader._refusal);
        }
    }

    private JsonPush Push() =>
        new()
        {
            Endpoint = _endpoint,
            Body = _body,
            Recipients = _recipients.ToImmutable(),
            RecipientPlaces = _recipientPlaces.ToImmutable(),
            Fields = _fields.ToImmutable(),
            FieldPlaces = _fieldPlaces.ToImmutable(),
            Nulls = _nulls.ToImmutable(),
            Values = _values,
            TemplateId = _templateId,
        };

    /// <summary>Taking a denied name off the list would not take that person out of the audience.</summary>
    private void RefuseAudienceBesideList()
    {
        if (_audience is { } audience && _recipients.Count > 1)
            Fail("ambiguous-audience", "无法逐人列出的名单不能与逐个列出的接收方同时使用，请分开发送", audience);
    }

    private void WalkObject(JsonElement value, BodyShape? shape, string path)
    {
        var container = JsonContainer.ToFill(isObject: true);
        var index = 0;
        foreach (var property in value.EnumerateObject())
        {
            container.Add(_body.Span, property);
            var name = property.Name;
            var named = shape?.Property(name);
            var at = path.Length == 0 ? name : $"{path}.{name}";
            // Nobody can say what a provider reads out of a field that no profile knows: text, or more people.
            if (named is null && property.Value.ValueKind != JsonValueKind.Null)
                _refusal ??= Refusals.UnknownField(name, path);
            Walk(property.Value, named, at, new JsonPlace(container, index++));
        }
    }

    private void WalkList(JsonElement value, BodyShape? shape, string path)
    {
        var container = JsonContainer.ToFill(isObject: false);
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            container.Add(_body.Span, element);
            Walk(element, shape?.Items, $"{path}[{index}]", new JsonPlace(container, index));
            index++;
        }
    }

    private void Walk(JsonElement value, BodyShape? shape, string path, JsonPlace place)
    {
        if (value.ValueKind == JsonValueKind.Null && shape?.Use is PlaceUse.Recipients && path.EndsWith(']'))
        {
            // A list is null where it is unset; a null in a list is somebody whom nobody can name.
            Fail("null-recipient", "接收方列表里有 null，请去掉", path);
            return;
        }

        if (_refusal is not null || value.ValueKind == JsonValueKind.Null)
        {
            // Null is none, as every JSON library writes an unset field. An audience, or what no profile knows, does not leave all the same,
            // so that nobody can read more into it.
            if (shape?.Use is PlaceUse.Unresolvable || shape is null)
                _nulls.Add(place);
            return;
        }

        switch (shape?.Use)
        {
            case PlaceUse.Id:
                if (Scalar(value) is { } id)
                    _values[path] = id;
                else
                    Fail("wrong-type", "此处必须是文本或数字", path);
                return;
            case PlaceUse.Unresolvable:
                _audience = path;
                AddRecipient(new Recipient { Identity = $"unresolvable:{path}", Kind = RecipientKind.Unresolvable }, null);
                return;
            case PlaceUse.Recipients use:
                ReadRecipients(value, use.Profile, path, place);
                return;
            case PlaceUse.OneOf use:
                if (value.ValueKind == JsonValueKind.String && use.Profile.Values.Contains(value.GetString()!))
                    _values[path] = value.GetString()!;
                else
                    Fail("unknown-value", $"此处只接受 {string.Join("、", use.Profile.Values)}", path);
                return;
            case PlaceUse.Template:
                if (Scalar(value) is { } template)
                    _templateId = template;
                else
                    Fail("wrong-type", "模板编号必须是文本", path);
                return;
            case PlaceUse.Text use:
                if (Scalar(value) is { } text)
                    AddField(text, use.Profile, path, place);
                else
                    Fail("wrong-type", "此处必须是文本", path);
                return;
        }

        if (Mismatches(value, shape))
            Fail("wrong-type", "此处的类型与接口定义不符", path);
        else if (value.ValueKind == JsonValueKind.Object)
            WalkObject(value, shape, path);
        else if (value.ValueKind == JsonValueKind.Array)
            WalkList(value, shape, path);
    }

    private static bool Mismatches(JsonElement value, BodyShape? shape) =>
        shape switch
        {
            { Items: not null } => value.ValueKind != JsonValueKind.Array,
            { HasProperties: true } => value.ValueKind != JsonValueKind.Object,
            _ => false,
        };

    /// <summary>Providers print numbers and truth values into templates as well.</summary>
    private static string? Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };

    private void ReadRecipients(JsonElement value, RecipientProfile profile, string path, JsonPlace place)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Fail("wrong-type", "接收方必须是文本", path);
            return;
        }

        var text = value.GetString()!;
        if (profile.Split is not { } separator)
            AddRecipient(profile, text, path, place with { Index = -1 }, place);
        else
            foreach (var part in text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                AddRecipient(profile, part, path, place, place);
    }

    private void AddRecipient(RecipientProfile profile, string text, string path, JsonPlace list, JsonPlace place)
    {
        if (string.IsNullOrWhiteSpace(text))
            Fail("empty-recipient", "接收方为空", path);
        else
            AddRecipient(RecipientReading.Read(profile, text, _accountId), new RecipientPlace(profile, list, place, text));
        if (_endpoint.MaximumRecipients > 0 && _recipients.Count > _endpoint.MaximumRecipients)
            _refusal ??= Refusals.TooManyRecipients(_endpoint.MaximumRecipients, path);
    }

    private void AddRecipient(Recipient recipient, RecipientPlace? place)
    {
        _recipients.Add(recipient);
        _recipientPlaces.Add(place);
    }

    private void AddField(string text, TextProfile profile, string path, JsonPlace place)
    {
        _refusal ??= profile.TooLong(text, path);
        _fields.Add(
            new ContentField
            {
                Name = path,
                Text = text,
                Role = profile.Role,
                Editable = !profile.Fixed,
                MaxBytes = profile.MaxBytes ?? profile.MaxCharacters,
                Variable = profile.Role == FieldRole.Variable ? (place.Container.IsObject ? path : $"{place.Index + 1}") : null,
            }
        );
        _fieldPlaces.Add(place);
    }

    private void Fail(string reason, string message, string path) => _refusal ??= Refusals.Unreadable(reason, message, path);
}
