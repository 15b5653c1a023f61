using System.Text;
using Compliance.Audit.Notes;

namespace Compliance.Tests.Audit.Notes;

/// <summary>Mutated and random input: a parser says no, it never throws, and nothing that was changed verifies.</summary>
public sealed class ParserFuzzTests
{
    [Fact]
    public void Mutated_notes_proofs_and_checkpoints_are_refused_or_do_not_verify()
    {
        var random = new Random(20261121);
        var key = SigningKey.Create("log.example/one");
        var text = new Checkpoint("log.example/one", 1, Compliance.Audit.Merkle.Rfc6962.Leaf("entry"u8)).Text;
        var note = Encoding.UTF8.GetBytes($"{text}\n{key.Sign(text)}");
        var proof = new TlogProof(0, [], note).Format();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Mutate(random, proof);
            if (TlogProof.TryParse(bytes, out var read) && read.Proves("entry"u8, [key.Verifier]))
                Assert.Equal(Significant(proof), Significant(bytes));
            bytes = Mutate(random, note);
            if (!SignedNote.TryParse(bytes, out var parsed))
                continue;
            Checkpoint.TryParse(parsed.Text, out _);
            if (parsed.Verify([key.Verifier]) == NoteVerdict.Good)
                Assert.Equal(text, parsed.Text);
        }
    }

    [Fact]
    public void Random_bytes_are_refused_without_throwing()
    {
        var random = new Random(1121);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Assert.False(SignedNote.TryParse(bytes, out _));
            Assert.False(TlogProof.TryParse(bytes, out _));
            var text = Encoding.Latin1.GetString(bytes);
            Assert.False(VerifierKey.TryParse(text, out _) || SigningKey.TryParse(text, out _) || Checkpoint.TryParse(text, out _));
        }
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var changed = bytes.ToList();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(4))
            {
                case 0:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    changed.RemoveAt(at);
                    break;
                case 2:
                    changed.Insert(at, "\n \u0000+=—Az9"u8[random.Next(10)]);
                    break;
                default:
                    changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(40), changed.Count - at)));
                    break;
            }
        }
        return [.. changed];
    }

    // A line of another signer, or the same one twice, changes nothing that is proved.
    private static string Significant(byte[] proof)
    {
        Assert.True(TlogProof.TryParse(proof, out var read));
        Assert.True(SignedNote.TryParse(read.Checkpoint, out var note));
        return $"{read.Index} {read.Path.Count} {note.Text}";
    }
}
