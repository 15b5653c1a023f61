using System.Collections.Immutable;
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
    private readonly List<Piece> pieces = [];
    private char[] buffer = new char[512];
    private bool[] shown = new bool[8];
    private int length;
    private int titleEnd;
    private int bodyStart;

    public ReadOnlySpan<char> Span => buffer.AsSpan(0, length);

    public IReadOnlyList<Piece> Pieces => pieces;

    /// <summary>The titles; empty when there are none.</summary>
    public ReadOnlySpan<char> Title => buffer.AsSpan(0, titleEnd);

    /// <summary>All but titles and signature fields.</summary>
    public ReadOnlySpan<char> Body => Span[bodyStart..];

    /// <param name="texts">The fields' texts, null for a dropped field.</param>
    /// <param name="template">The provider's text, or null when it is not known or the channel has none.</param>
    public void Render(ImmutableArray<ContentField> fields, ReadOnlySpan<string?> texts, string? template)
    {
        pieces.Clear();
        length = 0;
        if (shown.Length < fields.Length)
            shown = new bool[fields.Length];
        Array.Clear(shown);
        for (var i = 0; i < fields.Length; i++)
            if (fields[i].Role == FieldRole.Title)
                Line(i, texts[i]);
        titleEnd = length;
        NewLine();
        for (var i = 0; i < fields.Length; i++)
            if (fields[i].Role == FieldRole.Signature && !string.IsNullOrEmpty(texts[i]))
            {
                Literal("【");
                Copy(i, texts[i]!);
                Literal("】");
            }
        bodyStart = length;
        if (template is not null)
            Fill(template, fields, texts);
        for (var i = 0; i < fields.Length; i++)
            if (!shown[i])
                Line(i, texts[i], joint: length > bodyStart);
    }

    /// <summary>How much of a stretch was copied from fields; the rest is the template's own text.</summary>
    public int Copied(int start, int length)
    {
        var covered = 0;
        foreach (var piece in pieces)
            covered += Math.Max(0, Math.Min(start + length, piece.End) - Math.Max(start, piece.Start));
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
            shown[field] = true;
            return;
        }
        if (joint)
            NewLine();
        Copy(field, text);
    }

    private void NewLine()
    {
        if (length > 0 && buffer[length - 1] != '\n')
            Literal("\n");
    }

    private void Copy(int field, string text)
    {
        shown[field] = true;
        if (text.Length > 0)
            pieces.Add(new(length, text.Length, field, 0));
        Literal(text);
    }

    private void Literal(ReadOnlySpan<char> text)
    {
        if (length + text.Length > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + text.Length));
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }
}
