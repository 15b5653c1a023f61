// The secret came behind the "#": into the form with it, and out of the address bar and the history.
const field = document.querySelector('#welcome [name=token]');
const secret = location.hash.slice(1);
if (secret) {
    field.value = secret;
    history.replaceState(null, '', location.pathname);
}
if (field.value) field.closest('[data-hide-when-filled]').hidden = true;
