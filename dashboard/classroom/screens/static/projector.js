// The projector: when a face has stood long enough, the page looks again and gets the one that follows.
let offset = 0; // of the clock of the server to ours, in seconds
let asked = '';

document.addEventListener('htmx:afterRequest', (event) => {
  const time = Number(event.detail.xhr.getResponseHeader('X-Now'));
  if (time) offset = time - Date.now() / 1000;
});

setInterval(() => {
  const projector = document.getElementById('projector');
  const until = projector && projector.dataset.again;
  if (!until || until === asked || Date.now() / 1000 + offset < Number(until)) return;
  asked = until;
  htmx.trigger(document.getElementById('view'), 'changed');
}, 500);
