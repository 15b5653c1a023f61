// What every page needs: the form token on each htmx request, and a word when a request fails.
const meta = document.querySelector('meta[name=form-token]');

/** Headers that a POST of ours must carry; for pages that fetch by themselves. */
export const formHeaders = () => ({ [meta.dataset.header]: meta.content });

export function toast(node) {
    const place = document.getElementById('toasts');
    place.replaceChildren(node);
    setTimeout(() => node.remove(), 6000);
}

export function failed() {
    toast(document.getElementById('toast-failed').content.firstElementChild.cloneNode(true));
}

document.addEventListener('htmx:config:request', (event) => {
    Object.assign(event.detail.ctx.request.headers, formHeaders());
});
// An answer that failed replaces nothing. What a page asks by itself is tried again by itself; what a person asked for is told to have failed.
const told = (event) => {
    if (!event.detail.ctx?.request.headers['Console-Poll']) failed();
};
document.addEventListener('htmx:before:response', (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status < 400 || ctx.hx.redirect) return;
    event.preventDefault();
    told(event);
});
document.addEventListener('htmx:error', told);

// A form that asks first: its button is pressed twice, the second time reads what it will do.
document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-confirm]');
    if (!button || button.dataset.armed) return;
    event.preventDefault();
    const said = button.textContent;
    button.dataset.armed = 'true';
    button.textContent = button.dataset.confirm;
    button.classList.add('armed');
    setTimeout(() => {
        delete button.dataset.armed;
        button.textContent = said;
        button.classList.remove('armed');
    }, 5000);
});

// Copies the text of the element that is named.
document.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-copy]');
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.classList.add('done');
    setTimeout(() => button.classList.remove('done'), 2000);
});
