// Checks that an entry stands in a transparency log: C2SP tlog-proof, signed note and checkpoint, hashing of RFC 6962.
// Trusts nothing but WebCrypto and the key that it is given; shares no code with the gateway. MUST refuse what it can't read.

const PROOF_HEADER = "c2sp.org/tlog-proof@v1";
const HASH_SIZE = 32;
const MOST_HASHES = 63;
const ED25519 = 1;

/** What can't be read at all, as opposed to what is read and found wrong. `code` is one of key, proof, checkpoint, browser. */
export class Unreadable extends Error {
  constructor(code) {
    super(`unreadable ${code}`);
    this.code = code;
  }
}

export function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : null; // one text for one value
}

export function toBase64(bytes) {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
}

export function equal(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Index, audit path and checkpoint (a note's bytes) out of a .tlog-proof. */
export function parseProof(bytes) {
  const split = indexOf(bytes, [10, 10]);
  if (split < 0 || bytes.subarray(0, split).some(byte => byte !== 10 && (byte < 32 || byte > 126))) throw new Unreadable("proof");
  const lines = ascii(bytes.subarray(0, split)).split("\n");
  if (lines.shift() !== PROOF_HEADER) throw new Unreadable("proof");
  if (lines[0]?.startsWith("extra ") && fromBase64(lines.shift().slice(6)) === null) throw new Unreadable("proof");
  const index = number(lines.shift()?.match(/^index (.*)$/)?.[1]);
  const path = lines.map(fromBase64);
  if (index === null || path.length > MOST_HASHES || path.some(hash => hash?.length !== HASH_SIZE)) throw new Unreadable("proof");
  return { index, path, checkpoint: bytes.subarray(split + 2) };
}

/** A verifier key `<name>+<8 hex key id>+<base64 of 0x01 and the key>`, whose id must be its own. */
export async function parseKey(text) {
  const [, name, id, data] = text.trim().match(/^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/) ?? [];
  const bytes = data ? fromBase64(data) : null;
  if (bytes?.length !== 1 + HASH_SIZE || bytes[0] !== ED25519) throw new Unreadable("key");
  const hash = await sha256(utf8(`${name}\n`), bytes);
  if (hex(hash.subarray(0, 4)) !== id) throw new Unreadable("key");
  return { name, id, bytes: bytes.subarray(1), text: `${name}+${id}+${data}` };
}

/** Origin, size, root and signatures of a signed checkpoint. */
export function parseCheckpoint(bytes) {
  const split = lastIndexOf(bytes, [10, 10]);
  if (split < 0 || bytes.at(-1) !== 10 || split + 2 === bytes.length || bytes.some(byte => byte < 32 && byte !== 10)) throw new Unreadable("checkpoint");
  const signed = bytes.subarray(0, split + 1);
  let lines, signatures;
  try {
    const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    lines = strict.decode(signed).split("\n");
    signatures = strict.decode(bytes.subarray(split + 2, -1)).split("\n").map(parseSignature);
  } catch {
    throw new Unreadable("checkpoint");
  }
  const size = number(lines[1]);
  const root = fromBase64(lines[2] ?? "");
  if (lines.length < 4 || lines.slice(0, -1).includes("") || size === null || root?.length !== HASH_SIZE) throw new Unreadable("checkpoint");
  return { origin: lines[0], size, root, signed, signatures };
}

/** `good`, `bad` (a signature in this key's name is wrong) or `unknown` (there is none). */
export async function verifySignature(checkpoint, key) {
  const mine = checkpoint.signatures.filter(signature => signature.name === key.name && signature.id === key.id);
  if (mine.length === 0 || checkpoint.origin !== key.name) return "unknown";
  const imported = await subtle().importKey("raw", key.bytes, { name: "Ed25519" }, false, ["verify"]);
  for (const signature of mine)
    if (!(await subtle().verify({ name: "Ed25519" }, imported, signature.bytes, checkpoint.signed))) return "bad";
  return "good";
}

export async function leafHash(entry) {
  return sha256([0], entry);
}

/** The root that the path leads to (RFC 9162, 2.1.3.2); null: the path doesn't fit index and size. */
export async function rootOf(index, size, leaf, path) {
  if (index < 0n || index >= size) return null;
  let [fn, sn, hash] = [index, size - 1n, leaf];
  for (const sibling of path) {
    if (sn === 0n) return null;
    if (fn & 1n || fn === sn) {
      hash = await node(sibling, hash);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      hash = await node(hash, sibling);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n ? hash : null;
}

/** Whether the older tree is the beginning of the newer one (RFC 9162, 2.1.4.2). */
export async function isConsistent(older, newer, olderRoot, newerRoot, path) {
  if (older <= 0n || older > newer) return false;
  if (older === newer) return path.length === 0 && equal(olderRoot, newerRoot);
  let [fn, sn] = [older - 1n, newer - 1n];
  while (fn & 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  const rest = [...path];
  const start = fn === 0n ? olderRoot : rest.shift();
  if (start === undefined) return false;
  let [fr, sr] = [start, start];
  for (const hash of rest) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      [fr, sr] = [await node(hash, fr), await node(hash, sr)];
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      sr = await node(sr, hash);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n && equal(fr, olderRoot) && equal(sr, newerRoot);
}

/** Everything at once: what the entry's bytes, the proof and a key say. */
export async function check(entry, proofBytes, keyText) {
  const proof = parseProof(proofBytes);
  const checkpoint = parseCheckpoint(proof.checkpoint);
  const key = await parseKey(keyText);
  const leaf = await leafHash(entry);
  const root = await rootOf(proof.index, checkpoint.size, leaf, proof.path);
  return {
    index: proof.index,
    leaf,
    root,
    checkpoint,
    key,
    included: root !== null && equal(root, checkpoint.root),
    signature: await verifySignature(checkpoint, key),
  };
}

function parseSignature(line) {
  const [, name, data] = line.match(/^\u2014 ([^\s+]+) (\S+)$/) ?? [];
  const blob = data ? fromBase64(data) : null;
  if (!blob || blob.length < 5) throw new Unreadable("checkpoint");
  return { name, id: hex(blob.subarray(0, 4)), bytes: blob.subarray(4) };
}

async function node(left, right) {
  return sha256([1], left, right);
}

async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await subtle().digest("SHA-256", all));
}

/** Browsers offer it on https and on this machine only. */
function subtle() {
  if (!globalThis.crypto?.subtle) throw new Unreadable("browser");
  return globalThis.crypto.subtle;
}

function number(text) {
  return text !== undefined && /^(0|[1-9][0-9]{0,18})$/.test(text) ? BigInt(text) : null;
}

function indexOf(bytes, [a, b]) {
  return bytes.findIndex((byte, i) => byte === a && bytes[i + 1] === b);
}

function lastIndexOf(bytes, [a, b]) {
  return bytes.findLastIndex((byte, i) => byte === a && bytes[i + 1] === b);
}

function hex(bytes) {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}

function ascii(bytes) {
  return Array.from(bytes, byte => String.fromCharCode(byte)).join("");
}

function utf8(text) {
  return new TextEncoder().encode(text);
}
