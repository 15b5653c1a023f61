using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Compliance.Audit.Entries;

/// <summary>Reads a leaf strictly: any key missing, added or out of order, and any value of another kind, is a <see cref="FormatException"/>.</summary>
internal ref struct EnvelopeReader
{
    // Entries in a row say nearly the same: the last one's strings and numbers serve again.
    [ThreadStatic]
    private static ImmutableArray<Term> _terms;

    [ThreadStatic]
    private static ImmutableArray<int> _all,
        _row;
    private readonly ReadOnlyMemory<byte> _leaf;
    private Utf8JsonReader _json;

    private EnvelopeReader(ReadOnlyMemory<byte> leaf)
    {
        _leaf = leaf;
        _json = new Utf8JsonReader(leaf.Span);
    }

    /// <summary>One leaf as it is: a head without its parts, or a part alone, whose body is a piece of the head's.</summary>
    public static EntryView Read(long index, ReadOnlyMemory<byte> leaf)
    {
        try
        {
            return new EnvelopeReader(leaf).Read(index);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException($"leaf {index} is not an entry: {broken.Message}", broken);
        }
    }

    private EntryView Read(long index)
    {
        Next(JsonTokenType.StartObject);
        Key("v"u8);
        Next(JsonTokenType.Number);
        if (_json.GetInt32() != 1)
            throw new JsonException("unknown version");
        Key("type"u8);
        var type = Text()!;
        Key("id"u8);
        var id = Text()!;
        Key("at"u8);
        var at = Time();
        Key("of"u8);
        var of = Text(orNull: true);
        Key("parts"u8);
        var parts = Hashes();
        Key("terms"u8);
        var terms = Terms();
        Key("all"u8);
        var all = _all = Numbers(terms.Length, _all);
        Key("subjects"u8);
        var subjects = Subjects(terms.Length);
        Key("evidence"u8);
        var evidence = Text(orNull: true);
        Key("body"u8);
        return new EntryView
        {
            Index = index,
            Type = type,
            Id = id,
            At = at,
            Of = of,
            Terms = terms,
            All = all,
            Subjects = subjects,
            Evidence = evidence,
            PartHashes = parts,
            Body = Body(),
            Leaf = _leaf,
        };
    }

    /// <summary>yyyy-MM-ddTHH:mm:ss.fffZ: among what ISO 8601 allows here, the one of this length that ends in Z.</summary>
    private DateTimeOffset Time()
    {
        Next(JsonTokenType.String);
        var text = _json.ValueSpan;
        return text.Length == 24 && text[^1] == (byte)'Z' && _json.TryGetDateTimeOffset(out var at)
            ? at
            : throw new JsonException("not a time in UTC with milliseconds");
    }

    /// <summary>The body ends the entry, so it is cut out unread.</summary>
    private ReadOnlyMemory<byte> Body()
    {
        if (!_json.Read())
            throw new JsonException("no body");
        if (_leaf.Span[^1] != (byte)'}')
            throw new JsonException("not closed");
        return _json.TokenType switch
        {
            JsonTokenType.String => Encoding.UTF8.GetBytes(_json.GetString()!),
            JsonTokenType.Null => default,
            JsonTokenType.StartObject => _leaf[(int)_json.TokenStartIndex..^1],
            _ => throw new JsonException("the body is no object"),
        };
    }

    private ImmutableArray<string> Hashes()
    {
        Next(JsonTokenType.StartArray);
        if (Ends())
            return [];
        var hashes = ImmutableArray.CreateBuilder<string>();
        do
        {
            Is(JsonTokenType.String);
            hashes.Add(_json.GetString()!);
        } while (!Ends());
        return hashes.DrainToImmutable();
    }

    private ImmutableArray<Term> Terms()
    {
        var before = _terms.IsDefault ? [] : _terms;
        var terms = ImmutableArray.CreateBuilder<Term>(before.Length);
        Next(JsonTokenType.StartArray);
        while (!Ends())
        {
            Is(JsonTokenType.StartArray);
            var same = terms.Count < before.Length ? before[terms.Count] : default;
            terms.Add(new Term(TextLike(same.Name), TextLike(same.Value)));
            Next(JsonTokenType.EndArray);
        }
        return _terms = terms.DrainToImmutable();
    }

    private ImmutableArray<SubjectView> Subjects(int terms)
    {
        var subjects = ImmutableArray.CreateBuilder<SubjectView>();
        Next(JsonTokenType.StartArray);
        while (!Ends())
        {
            Is(JsonTokenType.StartArray);
            subjects.Add(new SubjectView(Text()!, _row = Numbers(terms, _row), Text(orNull: true)));
            Next(JsonTokenType.EndArray);
        }
        return subjects.DrainToImmutable();
    }

    /// <param name="before">Handed out again when it says the same.</param>
    private ImmutableArray<int> Numbers(int below, ImmutableArray<int> before)
    {
        if (before.IsDefault)
            before = [];
        ImmutableArray<int>.Builder? others = null;
        var count = 0;
        Next(JsonTokenType.StartArray);
        for (; !Ends(); count++)
        {
            Is(JsonTokenType.Number);
            var number = _json.GetInt32();
            if (number < 0 || number >= below)
                throw new JsonException("no such term");
            if (others is null && count < before.Length && before[count] == number)
                continue;
            if (others is null)
            {
                others = ImmutableArray.CreateBuilder<int>(count + 4);
                others.AddRange(before, count);
            }
            others.Add(number);
        }
        return others?.DrainToImmutable() ?? (count == before.Length ? before : before[..count]);
    }

    private void Key(ReadOnlySpan<byte> name)
    {
        Next(JsonTokenType.PropertyName);
        if (!_json.ValueTextEquals(name))
            throw new JsonException($"expected {Encoding.UTF8.GetString(name)}");
    }

    private string? Text(bool orNull = false)
    {
        if (!_json.Read())
            throw new JsonException("ends early");
        if (orNull && _json.TokenType == JsonTokenType.Null)
            return null;
        Is(JsonTokenType.String);
        return _json.GetString();
    }

    private string TextLike(string? same)
    {
        Next(JsonTokenType.String);
        return same is not null && _json.ValueTextEquals(same) ? same : _json.GetString()!;
    }

    private bool Ends() => _json.Read() ? _json.TokenType == JsonTokenType.EndArray : throw new JsonException("ends early");

    private void Next(JsonTokenType type)
    {
        if (!_json.Read())
            throw new JsonException("ends early");
        Is(type);
    }

    private readonly void Is(JsonTokenType type)
    {
        if (_json.TokenType != type)
            throw new JsonException($"expected {type}, found {_json.TokenType}");
    }
}
