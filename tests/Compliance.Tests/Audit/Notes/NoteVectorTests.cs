using System.Text;
using Compliance.Audit.Merkle;
using Compliance.Audit.Notes;
using Compliance.Tests.Audit.Merkle;

namespace Compliance.Tests.Audit.Notes;

/// <summary>Vectors of C2SP signed-note, of x/mod's note package and of Tessera's test log: Ed25519 is deterministic, so bytes must match.</summary>
public sealed class NoteVectorTests
{
    private const string FooKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string FooNote =
        "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    [Fact]
    public void Verifies_the_specification_s_example()
    {
        Assert.True(VerifierKey.TryParse(FooKey, out var key));
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(FooNote), out var note));
        Assert.Equal(NoteVerdict.Good, note.Verify([key]));
        Assert.Equal(NoteVerdict.UnknownKey, note.Verify([]));
        Assert.Equal(NoteVerdict.Bad, (note with { Text = "This is another message.\n" }).Verify([key]));
    }

    [Fact]
    public void Signs_like_the_published_key()
    {
        Assert.True(SigningKey.TryParse("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", out var key));
        Assert.Equal(
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
            key.Sign("If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n")
        );
    }

    [Fact]
    public void Makes_the_same_checkpoint_as_the_published_log_of_15_entries()
    {
        Assert.True(
            SigningKey.TryParse("PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg", out var key)
        );
        Assert.Equal("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", key.Verifier.ToString());
        var leaves = "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten"
            .Split(' ')
            .Select(Encoding.ASCII.GetBytes);
        var tree = new MemoryTiles(leaves).Tree;
        var text = new Checkpoint("example.com/log/testdata", 15, tree.Root()).Text;
        Assert.Equal("example.com/log/testdata\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n", text);
        Assert.Equal(
            "— example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=\n",
            key.Sign(text)
        );
    }

    [Fact]
    public void Refuses_every_piece_and_every_changed_byte_of_a_verifier_key()
    {
        for (var i = 0; i < FooKey.Length; i++)
        {
            Assert.False(VerifierKey.TryParse(FooKey[..i], out _));
            Assert.False(i > 0 && VerifierKey.TryParse(FooKey[i..], out _));
            Assert.False(VerifierKey.TryParse($"{FooKey[..i]}{(char)(FooKey[i] + 1)}{FooKey[(i + 1)..]}", out _));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name")]
    [InlineData("text\n\n— name \n")]
    [InlineData("text\n\n— na+me AAAAAAA=\n")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAAAA==\n")]
    [InlineData("text\n\n— name AAAAAAB=\n")]
    [InlineData("text\t\n\n— name AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAAAAA=")]
    [InlineData("text\n\n— name AAAAAAA= \n")]
    public void Refuses_what_is_no_note(string text) => Assert.False(SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Splits_at_the_last_blank_line_and_drops_a_signer_s_second_line()
    {
        Assert.True(SignedNote.TryParse("one\n\ntwo\n\n— name AAAAAAA=\n— name AAAAAAE=\n— other AAAAAAA=\n"u8, out var note));
        Assert.Equal("one\n\ntwo\n", note.Text);
        Assert.Equal(["name", "other"], note.Signatures.Select(signature => signature.Name));
    }

    [Theory]
    [InlineData("log\n1\nAAAA\n")]
    [InlineData("log\n01\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n")]
    [InlineData("log\n-1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n")]
    [InlineData("log\n+1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n")]
    [InlineData("\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n")]
    [InlineData("log\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=")]
    [InlineData("log\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\n")]
    [InlineData("log\n9223372036854775808\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n")]
    public void Refuses_what_is_no_checkpoint(string text) => Assert.False(Checkpoint.TryParse(text, out _));

    [Fact]
    public void Allows_extension_lines_in_a_checkpoint() =>
        Assert.True(Checkpoint.TryParse("log\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\nextension\n", out _));

    [Fact]
    public void A_proof_goes_through_its_text_form()
    {
        var tiles = new MemoryTiles(Enumerable.Range(0, 300).Select(i => BitConverter.GetBytes(i)));
        var key = SigningKey.Create("log");
        var text = new Checkpoint("log", 300, tiles.Tree.Root()).Text;
        var proof = new TlogProof(299, tiles.Reader.Inclusion(299), Encoding.UTF8.GetBytes($"{text}\n{key.Sign(text)}"));
        Assert.True(TlogProof.TryParse(proof.Format(), out var read));
        Assert.True(read.Proves(BitConverter.GetBytes(299), [key.Verifier]));
        Assert.False(read.Proves(BitConverter.GetBytes(298), [key.Verifier]));
        Assert.False((read with { Index = 298 }).Proves(BitConverter.GetBytes(299), [key.Verifier]));
        Assert.True(
            TlogProof.TryParse(
                [.. "c2sp.org/tlog-proof@v1\nextra AAAA\n"u8, .. proof.Format().AsSpan("c2sp.org/tlog-proof@v1\n".Length)],
                out _
            )
        );
    }
}
