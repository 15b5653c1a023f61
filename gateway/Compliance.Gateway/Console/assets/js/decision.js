// Checks this decision's proof in the browser, against a key and a root that the officer pinned here; without pins says so plainly.
import * as proofs from './proof-check.mjs';

const STORE = 'compliance-pins';
const card = document.getElementById('proof');
const result = document.getElementById('proof-result');
const words = document.getElementById('proof-words').content;

const word = (name, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, value), words.querySelector(`[data-word="${name}"]`).textContent);
const glyph = (name) => words.querySelector(`[data-glyph="${name}"]`).firstElementChild.cloneNode(true);
const pins = () => JSON.parse(localStorage.getItem(STORE) ?? '{}');

document.getElementById('verify').addEventListener('click', async (event) => {
    event.target.disabled = true;
    try {
        await verify();
    } finally {
        event.target.disabled = false;
    }
});

async function verify() {
    try {
        const [entry, proof] = await Promise.all([bytes(card.dataset.entry), bytes(card.dataset.proof)]);
        const pinned = pins();
        const found = await proofs.check(entry, proof, pinned.key ?? gatewayKey());
        const grown = pinned.root ? await sinceThePin(found, pinned) : null;
        conclude(found, pinned, grown);
    } catch (error) {
        if (error instanceof proofs.Unreadable) show(error.code === 'browser' ? 'browser' : 'unreadable', []);
        else if (error.status === 503) show('unsigned', []);
        else show('failed', []);
    }
}

/** The log may be signed by several keys; ours is the first that the gateway names. */
function gatewayKey() {
    return card.dataset.key.split('\n')[0];
}

async function sinceThePin(found, pinned) {
    const [size, root] = [BigInt(pinned.size), proofs.fromBase64(pinned.root)];
    const answer = await fetch(`${card.dataset.paths}&older=${size}&newer=${found.checkpoint.size}`);
    if (!answer.ok) return { size, good: false };
    const { inclusion, consistency } = await answer.json();
    const grown = await proofs.isConsistent(size, found.checkpoint.size, root, found.checkpoint.root, consistency.map(proofs.fromBase64));
    const below = found.index < size && inclusion ? await proofs.rootOf(found.index, size, found.leaf, inclusion.map(proofs.fromBase64)) : null;
    return { size, good: grown && (found.index >= size || (below !== null && proofs.equal(below, root))), included: found.index < size };
}

function conclude(found, pinned, grown) {
    const steps = [
        ['info', word('leaf'), proofs.toBase64(found.leaf)],
        ['info', word('root'), found.root ? proofs.toBase64(found.root) : word('root-none')],
        [found.included ? 'permit' : 'deny', found.included ? word('root-same', found.checkpoint.size) : word(found.root ? 'root-other' : 'root-none'), proofs.toBase64(found.checkpoint.root)],
        [found.signature === 'good' ? 'permit' : 'deny', word(`signature-${found.signature}`, found.key.name), found.key.text],
        [pinned.key ? 'permit' : 'partial', word(pinned.key ? 'key-pinned' : 'key-unpinned'), ''],
    ];
    if (pinned.key && found.signature !== 'good') steps.pop();
    if (grown) steps.push([grown.good ? 'permit' : 'deny', word(grown.good ? (grown.included ? 'pin-included' : 'pin-grown') : 'pin-bad', grown.size), pinned.root]);
    else steps.push(['partial', word('pin-root-none'), '']);
    const good = found.included && found.signature === 'good';
    if (good && grown && !grown.good) show('rewritten', steps);
    else if (good) show(pinned.key ? 'proved-pinned' : 'proved-unpinned', steps, found);
    else show(found.included && found.signature === 'unknown' ? 'other-key' : 'tampered', steps);
}

function show(name, steps, found) {
    const said = words.querySelector(`[data-word="${name}"]`);
    const note = element('div', `note ${said.dataset.tone}`);
    note.dataset.verdict = name;
    note.append(glyph(said.dataset.icon), element('p', '', said.textContent));
    const list = element('ol', 'proof-steps');
    for (const [tone, text, value] of steps) {
        const item = element('li', tone);
        item.append(glyph(tone), element('span', '', text));
        if (value) item.append(element('code', '', value));
        list.append(item);
    }
    result.replaceChildren(note, list);
    if (found && !(pins().key && pins().root)) result.append(pinThis(found));
}

function pinThis(found) {
    const button = element('button', '', word('pin-this'));
    button.type = 'button';
    button.addEventListener('click', () => {
        pin({ key: found.key.text, size: String(found.checkpoint.size), root: proofs.toBase64(found.checkpoint.root) });
        button.replaceWith(element('p', 'hint', word('pinned')));
    });
    return button;
}

function pin(some) {
    localStorage.setItem(STORE, JSON.stringify({ ...pins(), ...some }));
    showPins();
}

function showPins() {
    const { key, size, root } = pins();
    for (const [id, text] of [['pinned-key', key], ['pinned-root', root && `${size} ${root}`]]) {
        const place = document.getElementById(id);
        place.textContent = text ?? place.dataset.none;
    }
}

document.getElementById('pin-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const [key, root, problem] = ['pin-key', 'pin-root', 'pin-error'].map((id) => document.getElementById(id));
    problem.hidden = true;
    const some = {};
    try {
        if (key.value.trim()) some.key = (await proofs.parseKey(key.value)).text;
        if (root.value.trim()) Object.assign(some, readRoot(root.value));
    } catch (error) {
        problem.lastElementChild.textContent = word(error instanceof proofs.Unreadable && error.code === 'key' ? 'bad-key' : 'bad-root');
        problem.hidden = false;
        return;
    }
    pin(some);
    key.value = root.value = '';
});

document.getElementById('unpin').addEventListener('click', () => {
    localStorage.removeItem(STORE);
    showPins();
});

/** A whole checkpoint, or its size and root alone. */
function readRoot(text) {
    const [, size, root] = text.trim().match(/^(?:[^\n]+\n)?([1-9][0-9]{0,18})\s+([A-Za-z0-9+/]{43}=)(?:\s|$)/) ?? [];
    if (!root || proofs.fromBase64(root) === null) throw new proofs.Unreadable('checkpoint');
    return { size, root };
}

async function bytes(address) {
    const answer = await fetch(address, { headers: { Accept: '*/*' } });
    if (!answer.ok) throw Object.assign(new Error(`${answer.status}`), { status: answer.status });
    return new Uint8Array(await answer.arrayBuffer());
}

function element(name, style, text) {
    const made = document.createElement(name);
    if (style) made.className = style;
    if (text !== undefined) made.textContent = text;
    return made;
}

showPins();
