// The address of your EditReward Web.
const SITE = new URL('https://editreward.example/');

const frame = document.querySelector('iframe');
const output = document.querySelector('output');

function send(message) {
  frame.contentWindow.postMessage({ protocol: 'editreward', version: 1, ...message }, SITE.origin);
}

async function picture(name) {
  return (await fetch(`pictures/${name}`)).blob();
}

async function show() {
  send({
    type: 'show',
    id: 'recolor',
    source: await picture('source.png'),
    candidates: await Promise.all(['done.png', 'wrong-color.png'].map(picture)),
    instruction: 'Make the red circle blue',
  });
}

window.addEventListener('message', ({ origin, source, data }) => {
  if (origin !== SITE.origin || source !== frame.contentWindow || data.protocol !== 'editreward') return;
  if (data.type === 'ready') void show();
  if (data.type === 'size') frame.height = data.height;
  if (data.type === 'score') output.value = data.outcomes.map(({ score }) => score?.reward).join(', ');
  if (data.type === 'error') output.value = data.error.message;
});

frame.addEventListener('load', () => send({ type: 'hello' }));
frame.src = new URL(`widget/embed.html?origins=${location.origin}`, SITE);
