// Marks what was found behind the text area, and does what a suggestion says. The server judges; nothing is judged here.
const form = document.getElementById('check');
const area = document.getElementById('text');
const behind = document.getElementById('behind');
const findings = document.getElementById('findings');
const undo = document.getElementById('undo');
const taken = [];
let marks = [];

function read() {
    marks = [...findings.querySelectorAll('.finding')].map((item) => {
        const [start, length] = [Number(item.dataset.start), Number(item.dataset.length)];
        return { start, length, severity: item.dataset.severity, text: area.value.substr(start, length), item };
    }).filter((mark) => mark.length > 0).sort((a, b) => a.start - b.start || b.length - a.length);
}

/** Until the server has answered for what stands there now, only what still stands in its place stays marked. */
function paint() {
    const text = area.value;
    const parts = [];
    let at = 0;
    for (const mark of marks) {
        if (mark.start < at || text.substr(mark.start, mark.length) !== mark.text) continue;
        parts.push(document.createTextNode(text.slice(at, mark.start)));
        const node = document.createElement('mark');
        node.className = mark.severity;
        node.textContent = mark.text;
        parts.push(node);
        at = mark.start + mark.length;
    }
    // The last line break of a block is not drawn without something behind it.
    parts.push(document.createTextNode(text.slice(at) + '​'));
    behind.replaceChildren(...parts);
    behind.scrollTop = area.scrollTop;
    document.getElementById('length').value = text.length;
}

function replace(from, over, text) {
    area.focus();
    area.setSelectionRange(from, from + over);
    // Goes through the browser's own undo where it can.
    const done = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
    if (!done) {
        area.setRangeText(text, from, from + over, 'end');
        area.dispatchEvent(new Event('input', { bubbles: true }));
    }
}

area.addEventListener('input', paint);
area.addEventListener('scroll', () => { behind.scrollTop = area.scrollTop; });
new ResizeObserver(() => { behind.style.height = `${area.offsetHeight}px`; }).observe(area);

document.addEventListener('htmx:after:swap', () => {
    read();
    paint();
});

findings.addEventListener('click', (event) => {
    const take = event.target.closest('[data-take]');
    if (take) {
        taken.push(area.value);
        replace(Number(take.dataset.from), Number(take.dataset.over), take.dataset.with);
        undo.hidden = false;
        return;
    }
    const show = event.target.closest('[data-show]');
    if (show) {
        const { start, length } = show.closest('.finding').dataset;
        area.focus();
        area.setSelectionRange(Number(start), Number(start) + Number(length));
    }
});

undo.addEventListener('click', () => {
    replace(0, area.value.length, taken.pop());
    undo.hidden = taken.length === 0;
});

// The finding in which the cursor stands is lit.
document.addEventListener('selectionchange', () => {
    if (document.activeElement !== area) return;
    for (const mark of marks) mark.item.classList.toggle('lit', area.selectionStart > mark.start && area.selectionStart < mark.start + mark.length);
});

read();
paint();
if (area.value && !findings.querySelector('[data-effect]')) form.requestSubmit();
