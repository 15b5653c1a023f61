using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Compliance.Audit.Journaling;
using Compliance.Audit.Merkle;
using Compliance.Audit.Payloads;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit.Entries;

/// <summary>Makes a journal record of an entry, on the caller's thread: pseudonyms, sealed evidence, envelope, parts where it is large.</summary>
internal sealed class RecordBuilder(PersonVault vault)
{
    private const int WholeBytes = 60_000;
    private const int LeafBytes = ushort.MaxValue;
    private const int PieceBytes = 20_000; // of a body, which escaping can double
    public const string RetentionTerm = "retention";
    public const string StandardClass = "standard";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _leaves,
        _hashes,
        _envelope;

    /// <exception cref="ArgumentException">The entry breaks a rule of <see cref="AuditEntry"/>.</exception>
    public JournalRecord Build(AuditEntry entry, IReadOnlyList<VaultChange>? changes = null)
    {
        var terms = Check(entry);
        var quarter = new Quarter(entry.At);
        var id = Guid.ParseExact(entry.Id, "N");
        var people = entry.Subjects.Length == 0 ? [] : new Person[entry.Subjects.Length];
        var lines = people.Length == 0 ? [] : new SubjectLine[people.Length];
        var rows = people.Length == 0 ? [] : new byte[people.Length][];
        Span<byte> nonce = stackalloc byte[PayloadCipher.NonceSize];
        RandomBytes.Fill(nonce);
        for (var i = 0; i < people.Length; i++)
        {
            var subject = entry.Subjects[i];
            people[i] = vault.Find(subject.Slot);
            // A person who is being erased gets a name that nobody can trace, and no row.
            var gone = people[i].Leaving;
            rows[i] =
                gone || subject.Evidence.IsEmpty ? [] : Seal(people[i].EvidenceKey(vault.Keys), id, 1 + i, nonce, subject.Evidence.Span);
            lines[i] = new SubjectLine(
                gone ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)) : vault.Pseudonym(people[i], quarter),
                subject.Terms,
                rows[i].Length == 0 ? null : PayloadCipher.Commitment(rows[i])
            );
        }
        var key = entry.SharedEvidence.IsEmpty ? null : vault.KeyOf(entry.RetentionClass ?? StandardClass, quarter);
        var shared = key is null ? [] : Seal(key.Key(entry.At), id, 0, nonce, entry.SharedEvidence.Span);
        var whole = new Envelope
        {
            Type = entry.Type,
            Id = entry.Id,
            At = entry.At,
            Of = entry.Of,
            Terms = terms,
            All = entry.All,
            Subjects = lines,
            Evidence = shared.Length == 0 ? null : PayloadCipher.Commitment(shared),
            Body = entry.Body.Span,
        };
        var (leaves, hashes) = (Emptied(ref _leaves), Emptied(ref _hashes));
        Write(leaves, hashes, whole, shared, rows);
        var (length, count) = (leaves.WrittenCount, hashes.WrittenCount / Rfc6962.HashSize);
        var buffer = RecordBuffers.Rent(length + hashes.WrittenCount);
        leaves.WrittenSpan.CopyTo(buffer);
        hashes.WrittenSpan.CopyTo(buffer.AsSpan(length));
        return new JournalRecord
        {
            Leaves = buffer.AsMemory(0, length),
            LeafHashes = buffer.AsMemory(length, hashes.WrittenCount),
            Buffer = buffer,
            Count = count,
            People = Array.TrueForAll(people, static person => person.Durable) ? [] : people,
            SharedKey = key,
            Changes = changes ?? [],
        };
    }

    private static void Write(
        ArrayBufferWriter<byte> leaves,
        ArrayBufferWriter<byte> hashes,
        in Envelope whole,
        byte[] shared,
        byte[][] rows
    )
    {
        // An entry this large is not even tried whole: its rough size tells.
        if (whole.Body.Length + rows.Length * 40 <= WholeBytes && TryWrite(leaves, hashes, whole, WholeBytes, shared, rows))
            return;
        for (var first = 0; first < rows.Length; )
        {
            var length = SubjectsThatFit(whole, first);
            AddPart(leaves, hashes, Part(whole) with { Subjects = whole.Subjects.Slice(first, length) }, rows[first..(first + length)]);
            first += length;
        }
        var pieces = whole.Body.Length > PieceBytes;
        for (var rest = whole.Body; pieces && rest.Length > 0; )
        {
            var length = Math.Min(PieceBytes, rest.Length);
            while (length < rest.Length && (rest[length] & 0xC0) == 0x80)
                length--; // between characters
            AddPart(leaves, hashes, Part(whole) with { Body = rest[..length], BodyIsPiece = true }, []);
            rest = rest[length..];
        }
        var head = whole with { Subjects = [], PartHashes = hashes.WrittenSpan.ToArray(), Body = pieces ? [] : whole.Body };
        if (!TryWrite(leaves, hashes, head, LeafBytes, shared, []))
            throw new ArgumentException("the entry's terms are too large");
    }

    private static Envelope Part(in Envelope whole) =>
        new()
        {
            Type = whole.Type + EntryFiles.PartSuffix,
            Id = Guid.CreateVersion7(whole.At).ToString("N"),
            At = whole.At,
            Of = whole.Id,
            Terms = whole.Terms,
            All = whole.All,
        };

    private static int SubjectsThatFit(in Envelope whole, int first)
    {
        var room = WholeBytes - 400 - whole.Terms.Sum(term => 8 + 6 * (term.Name.Length + term.Value.Length)) - 5 * whole.All.Length;
        var count = 0;
        while (first + count < whole.Subjects.Length && (room -= 90 + 5 * whole.Subjects[first + count].Terms.Length) > 0)
            count++;
        return count > 0 ? count : throw new ArgumentException("the entry's terms are too large");
    }

    private static void AddPart(ArrayBufferWriter<byte> leaves, ArrayBufferWriter<byte> hashes, in Envelope part, byte[][] rows)
    {
        if (!TryWrite(leaves, hashes, part, LeafBytes, [], rows))
            throw new ArgumentException("the entry's terms are too large");
    }

    /// <summary>Adds length, 0x00, leaf, length and evidence record, and the leaf's hash; false, and nothing added: the leaf is larger.</summary>
    private static bool TryWrite(
        ArrayBufferWriter<byte> leaves,
        ArrayBufferWriter<byte> hashes,
        in Envelope envelope,
        int largest,
        byte[] shared,
        byte[][] rows
    )
    {
        var bytes = Emptied(ref _envelope);
        envelope.Write(bytes);
        var leaf = bytes.WrittenSpan;
        if (leaf.Length > largest)
            return false;
        var into = leaves.GetSpan(5 + leaf.Length);
        BinaryPrimitives.WriteInt32LittleEndian(into, leaf.Length);
        into[4] = 0;
        leaf.CopyTo(into[5..]);
        SHA256.HashData(into.Slice(4, 1 + leaf.Length), hashes.GetSpan(Rfc6962.HashSize));
        hashes.Advance(Rfc6962.HashSize);
        leaves.Advance(5 + leaf.Length);
        WriteEvidence(leaves, shared, rows);
        return true;
    }

    private static void WriteEvidence(ArrayBufferWriter<byte> leaves, byte[] shared, byte[][] rows)
    {
        var none = shared.Length == 0 && rows.Length == 0;
        var length = none ? 0 : (1 + rows.Length) * PayloadRecord.Header + shared.Length + rows.Sum(row => row.Length);
        var into = leaves.GetSpan(4 + length);
        BinaryPrimitives.WriteInt32LittleEndian(into, length);
        leaves.Advance(4 + length);
        if (none)
            return;
        into = into[4..];
        Add(ref into, shared);
        foreach (var row in rows)
            Add(ref into, row);

        static void Add(ref Span<byte> into, byte[] payload)
        {
            PayloadRecord.WriteHeader(into, payload.Length == 0 ? PayloadState.None : PayloadState.Sealed, payload.Length);
            payload.CopyTo(into[PayloadRecord.Header..]);
            into = into[(PayloadRecord.Header + payload.Length)..];
        }
    }

    private static ArrayBufferWriter<byte> Emptied(ref ArrayBufferWriter<byte>? kept)
    {
        kept ??= new ArrayBufferWriter<byte>(4096);
        kept.ResetWrittenCount();
        return kept;
    }

    private static byte[] Seal(byte[] key, Guid entry, int number, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain)
    {
        var blob = new byte[plain.Length + PayloadCipher.Overhead];
        PayloadCipher.Seal(key, entry, number, nonce, plain, blob);
        return blob;
    }

    private static ImmutableArray<Term> Check(AuditEntry entry)
    {
        if (entry.Type.Length == 0 || !entry.Type.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-'))
            throw new ArgumentException($"type '{entry.Type}': lower-case letters, digits, '.' and '-'");
        if (entry.Type.EndsWith(EntryFiles.PartSuffix, StringComparison.Ordinal))
            throw new ArgumentException("type *.part is audit's own");
        if (!IsId(entry.Id) || entry.Of is { } of && !IsId(of))
            throw new ArgumentException("id and of: 32 lower-case hex digits");
        if (entry.Body.IsEmpty || entry.Body.Span[0] != (byte)'{' || entry.Body.Span.Contains((byte)'\n'))
            throw new ArgumentException("the body must be one JSON object on one line");
        var terms = entry.RetentionClass is { } kept ? entry.Terms.Add(new Term(RetentionTerm, kept)) : entry.Terms;
        if (entry.All.Any(index => index < 0 || index >= terms.Length))
            throw new ArgumentException("all: no such term");
        foreach (var subject in entry.Subjects)
        foreach (var index in subject.Terms)
            if (index < 0 || index >= terms.Length)
                throw new ArgumentException("a subject's terms: no such term");
        return terms;
    }

    private static bool IsId(string id) => id.Length == 32 && !id.AsSpan().ContainsAnyExcept(HexDigits);
}
