// Completes the line of conditions while it is typed. Everything that it offers came with the page: what is typed goes nowhere before it is sent.
const field = document.getElementById('line');
const list = document.getElementById('line-choices');
const keys = JSON.parse(document.getElementById('line-keys').textContent);
const MOST = 12;
let active = -1;

/** The word under the caret: where it begins, its minus sign, its key and the value that is being typed. */
function word() {
    const caret = field.selectionStart;
    const before = field.value.slice(0, caret);
    let start = 0;
    let quoted = false;
    for (let i = 0; i < before.length; i++) {
        if (/["“”]/.test(before[i])) quoted = !quoted;
        else if (!quoted && /\s/.test(before[i])) start = i + 1;
    }
    const text = before.slice(start);
    const [, minus, name, rest] = text.match(/^([-－−]?)([^:："“]*)[:：](.*)$/s) ?? [];
    if (name === undefined) return { start, caret, minus: /^[-－−]/.test(text) ? '-' : '', key: null, typed: text.replace(/^[-－−]/, '') };
    const comma = Math.max(rest.lastIndexOf(','), rest.lastIndexOf('，')) + 1;
    return { start, caret, minus: minus && '-', name, key: find(name), kept: rest.slice(0, comma), typed: rest.slice(comma).replace(/["“”]/g, '') };
}

function find(name) {
    return keys.find((key) => key.chinese === name || key.english === name.toLowerCase() || key.others.includes(name));
}

function choices() {
    const here = word();
    const typed = here.typed.toLowerCase();
    const has = (...texts) => texts.some((text) => text?.toLowerCase().includes(typed));
    if (here.name !== undefined) {
        if (!here.key) return [];
        return here.key.values.filter((value) => has(value.text, value.hint)).slice(0, MOST)
            .map((value) => ({ text: value.text, hint: value.hint, put: `${here.minus}${here.key.chinese}:${here.kept}${quote(value.text)} `, here }));
    }
    const named = keys.filter((key) => key.english !== 'period' && (key.negatable || !here.minus) && has(key.chinese, key.english, ...key.others))
        .map((key) => ({ text: `${key.chinese}:`, hint: key.example, put: `${here.minus}${key.chinese}:`, here }));
    const periods = here.minus ? [] : keys.find((key) => key.english === 'period').values.filter((value) => has(value.text, value.hint))
        .map((value) => ({ text: value.text, hint: '', put: `${value.text} `, here }));
    return [...named, ...periods].slice(0, MOST);
}

function quote(text) {
    return /[\s,，"“”]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function show() {
    let found = choices();
    // What stands there already needs no offer.
    if (found.length === 1 && found[0].text === found[0].here.typed) found = [];
    list.replaceChildren(...found.map((choice, i) => {
        const item = document.createElement('li');
        item.id = `choice-${i}`;
        item.role = 'option';
        item.append(span('choice-text', choice.text), span('choice-hint', choice.hint ?? ''));
        // Before the field loses the focus.
        item.addEventListener('mousedown', (event) => {
            event.preventDefault();
            take(choice);
        });
        item.choice = choice;
        return item;
    }));
    select(-1);
    open(found.length > 0);
}

function span(name, text) {
    const element = document.createElement('span');
    element.className = name;
    element.textContent = text;
    return element;
}

function open(yes) {
    list.hidden = !yes;
    field.setAttribute('aria-expanded', String(yes));
}

function select(index) {
    active = index;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === index)));
    if (index < 0) {
        field.removeAttribute('aria-activedescendant');
    } else {
        field.setAttribute('aria-activedescendant', list.children[index].id);
        list.children[index].scrollIntoView({ block: 'nearest' });
    }
}

function take({ put, here }) {
    field.setRangeText(put, here.start, here.caret, 'end');
    field.focus();
    show();
}

field.addEventListener('input', show);
field.addEventListener('focus', () => field.value || show());
field.addEventListener('blur', () => open(false));
field.addEventListener('keydown', (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === 'ArrowDown' && list.hidden) show();
    else if (event.key === 'ArrowDown' && count) select((active + 1) % count);
    else if (event.key === 'ArrowUp' && count) select((active + count - 1) % count);
    else if ((event.key === 'Enter' || event.key === 'Tab') && count && active >= 0) take(list.children[active].choice);
    else if (event.key === 'Escape' && count) open(false);
    else return;
    event.preventDefault();
});
document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !event.target.closest('input, textarea, select')) {
        event.preventDefault();
        field.focus();
    }
});
