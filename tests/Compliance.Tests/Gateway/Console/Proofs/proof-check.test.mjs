// Run by ProofCheckTests, which makes the vectors with the log itself: node --test, with VECTORS and MODULE in the environment.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { check, parseKey, parseProof, isConsistent, rootOf, leafHash, fromBase64, toBase64, Unreadable } = await import(pathToFileURL(process.env.MODULE));
const { key, otherKey, proofs, trees } = JSON.parse(readFileSync(process.env.VECTORS, "utf8"));
const bytes = text => fromBase64(text);
const utf8 = text => new TextEncoder().encode(text);
const text = array => new TextDecoder().decode(array);
const edited = (proof, edit) => utf8(edit(text(bytes(proof))));
const unreadable = code => error => error instanceof Unreadable && error.code === code;

test("every entry's proof verifies under the log's key", async () => {
  for (const { entry, proof, index, size } of proofs) {
    const found = await check(bytes(entry), bytes(proof), key);
    assert.deepEqual([found.included, found.signature, found.index, found.checkpoint.size], [true, "good", BigInt(index), BigInt(size)]);
  }
});

test("one changed byte of the entry leads to another root", async () => {
  for (const { entry, proof } of proofs) {
    const changed = bytes(entry);
    changed[changed.length >> 1] ^= 1;
    const found = await check(changed, bytes(proof), key);
    assert.deepEqual([found.included, found.signature], [false, "good"]);
  }
});

test("a swapped, dropped, doubled or changed hash leads to another root or to none", async () => {
  for (const { entry, proof } of proofs) {
    const { path } = parseProof(bytes(proof));
    if (path.length === 0) continue;
    const lines = path.map(toBase64);
    const damaged = path[0].slice();
    damaged[31] ^= 128;
    const edits = [
      all => all.replace(lines[0] + "\n", ""),
      all => all.replace(lines[0], `${lines[0]}\n${lines[0]}`),
      all => all.replace(lines[0], toBase64(damaged)),
    ];
    if (path.length > 1) edits.push(all => all.replace(`${lines[0]}\n${lines[1]}`, `${lines[1]}\n${lines[0]}`));
    for (const edit of edits) assert.equal((await check(bytes(entry), edited(proof, edit), key)).included, false);
  }
});

test("a wrong index or size is refused", async () => {
  for (const { entry, proof, index, size } of proofs) {
    const moved = await check(bytes(entry), edited(proof, all => all.replace(`index ${index}`, `index ${index + 1}`)), key);
    assert.equal(moved.included, false);
    const grown = await check(bytes(entry), edited(proof, all => all.replace(`\n${size}\n`, `\n${size + 1}\n`)), key);
    assert.equal(grown.signature, "bad");
  }
});

test("another key is unknown, and a signature in the key's name that isn't its own is bad", async () => {
  const { entry, proof } = proofs.at(-1);
  assert.equal((await check(bytes(entry), bytes(proof), otherKey)).signature, "unknown");
  const signature = text(bytes(proof)).trimEnd().split(" ").at(-1);
  const forged = bytes(signature);
  forged[10] ^= 1;
  assert.equal((await check(bytes(entry), edited(proof, all => all.replace(signature, toBase64(forged))), key)).signature, "bad");
});

test("what is no key, proof or checkpoint is refused as unreadable", async () => {
  const { entry, proof } = proofs.at(-1);
  for (const wrong of ["", "nonsense", key.replace("+", "-"), key.slice(0, -4), key.replace(/\+[0-9a-f]{8}\+/, "+00000000+")]) await assert.rejects(parseKey(wrong), unreadable("key"));
  for (const edit of [() => "", all => all.replace("@v1", "@v2"), all => all.replace("index ", "index 0"), all => all.replace("index ", "index -"), all => all.replace("\n\n", "\n \n\n")])
    await assert.rejects(check(bytes(entry), edited(proof, edit), key), unreadable("proof"));
  for (const edit of [all => all.slice(0, -1), all => all.replace("\u2014", "-"), all => all.slice(0, all.indexOf("\u2014"))])
    await assert.rejects(check(bytes(entry), edited(proof, edit), key), unreadable("checkpoint"));
});

test("an older root that somebody kept proves an entry, or that the log only grew", async () => {
  for (const { older, newer, olderRoot, newerRoot, consistency, index, entry, inclusion } of trees) {
    const path = consistency.map(bytes);
    assert.equal(await isConsistent(BigInt(older), BigInt(newer), bytes(olderRoot), bytes(newerRoot), path), true);
    assert.equal(toBase64(await rootOf(BigInt(index), BigInt(older), await leafHash(bytes(entry)), inclusion.map(bytes))), olderRoot);
    const other = bytes(olderRoot);
    other[0] ^= 1;
    assert.equal(await isConsistent(BigInt(older), BigInt(newer), other, bytes(newerRoot), path), false);
    assert.equal(await isConsistent(BigInt(older), BigInt(newer), bytes(olderRoot), bytes(newerRoot), [...path, other]), false);
    assert.equal(await isConsistent(BigInt(newer), BigInt(older), bytes(newerRoot), bytes(olderRoot), path), newer === older);
  }
});
