using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compliance.Rules.Messages;

namespace Compliance.Rules.Evaluation;

/// <summary>A stretch of the rendered text that was copied from a field.</summary>
internal readonly record struct Piece(int Start, int Length, int Field, int Offset)
{
    public int End => Start + Length;
}

/// <summary>
/// A variant as a person reads it: titles, then 【signature】 and body. The body is the template with its variables filled in, or the fields in their
/// order; each stands on a line of its own. Whatever the template does not show (a variable that it has no place for) follows, so that all of the wire is judged.
/// Keeps a map back: every stretch is a piece of a field, and what is no piece is fixed text of the template or a joint.
/// </summary>
internal sealed class RenderedText
{
    private readonly List<Piece> _pieces = [];
    private char[] _buffer = new char[512];
    private bool[] _shown = new bool[8];
    private int _length;
    private int _titleEnd;
    private int _bodyStart;
    private int _seenEnd;

    public ReadOnlySpan<char> Span => _buffer.AsSpan(0, _length);

    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>The pieces that a stretch touches. They stand in the text's order, so that the first is searched for and not walked to.</summary>
    public ReadOnlySpan<Piece> PiecesOf(int start, int length)
    {
        if (length == 0)
            return [];
        var pieces = CollectionsMarshal.AsSpan(_pieces);
        var (low, high) = (0, pieces.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (pieces[middle].End > start)
                high = middle;
            else
                low = middle + 1;
        }
        var end = low;
        while (end < pieces.Length && pieces[end].Start < start + length)
            end++;
        return pieces[low..end];
    }

    /// <summary>The titles; empty when there are none.</summary>
    public ReadOnlySpan<char> Title => _buffer.AsSpan(0, _titleEnd);

    /// <summary>What a person reads of it: not a variable that the template has no place for, not a field that the provider doesn't know. A text that the law demands must stand here.</summary>
    public ReadOnlySpan<char> Seen => _buffer.AsSpan(0, _seenEnd);

    /// <summary>All that is seen but titles and signature fields.</summary>
    public ReadOnlySpan<char> Body => Seen[_bodyStart..];

    /// <param name="texts">The fields' texts, null for a dropped field.</param>
    /// <param name="template">The provider's text, or null when it is not known or the channel has none.</param>
    public void Render(ImmutableArray<ContentField> fields, ReadOnlySpan<string?> texts, string? template)
    {
        _pieces.Clear();
        _length = 0;
        if (_shown.Length < fields.Length)
            _shown = new bool[fields.Length];
        Array.Clear(_shown);
        for (var i = 0; i < fields.Length; i++)
            if (fields[i].Role == FieldRole.Title)
                Line(i, texts[i]);
        _titleEnd = _length;
        NewLine();
        for (var i = 0; i < fields.Length; i++)
            if (fields[i].Role == FieldRole.Signature && !string.IsNullOrEmpty(texts[i]))
            {
                Literal("【");
                Copy(i, texts[i]!);
                Literal("】");
            }
        _bodyStart = _length;
        if (template is not null)
            Fill(template, fields, texts);
        else
            for (var i = 0; i < fields.Length; i++)
                if (!_shown[i] && fields[i].Role != FieldRole.Unread)
                    Line(i, texts[i], joint: _length > _bodyStart);
        _seenEnd = _length;
        for (var i = 0; i < fields.Length; i++)
            if (!_shown[i])
                Line(i, texts[i], joint: _length > _bodyStart);
    }

    /// <summary>How much of a stretch was copied from fields; the rest is the template's own text.</summary>
    public int Copied(int start, int length)
    {
        var covered = 0;
        foreach (var piece in PiecesOf(start, length))
            covered += Math.Min(start + length, piece.End) - Math.Max(start, piece.Start);
        return covered;
    }

    private void Fill(ReadOnlySpan<char> template, ImmutableArray<ContentField> fields, ReadOnlySpan<string?> texts)
    {
        while (!template.IsEmpty)
        {
            var place = Placeholder.Next(template);
            Literal(template[..place.Start]);
            if (place.Length == 0)
                return;
            var field = Named(fields, place.Name(template));
            if (field < 0)
                Literal(template.Slice(place.Start, place.Length));
            else
                Copy(field, texts[field] ?? "");
            template = template[(place.Start + place.Length)..];
        }
    }

    private static int Named(ImmutableArray<ContentField> fields, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < fields.Length; i++)
            if (fields[i].Variable is { } variable && name.SequenceEqual(variable))
                return i;
        return -1;
    }

    private void Line(int field, string? text, bool joint = true)
    {
        if (string.IsNullOrEmpty(text))
        {
            _shown[field] = true;
            return;
        }
        if (joint)
            NewLine();
        Copy(field, text);
    }

    private void NewLine()
    {
        if (_length > 0 && _buffer[_length - 1] != '\n')
            Literal("\n");
    }

    private void Copy(int field, string text)
    {
        _shown[field] = true;
        if (text.Length > 0)
            _pieces.Add(new(_length, text.Length, field, 0));
        Literal(text);
    }

    private void Literal(ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + text.Length));
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }
}
