const widget = document.querySelector('edit-reward');
const output = document.querySelector('output');

// One outcome a candidate, in the order of the attribute.
widget.addEventListener('score', ({ detail }) => {
  output.value = detail.outcomes
    .map((outcome) => (outcome.status === 'scored' ? outcome.score.reward : outcome.error.message))
    .join(', ');
});
widget.addEventListener('error', ({ detail }) => {
  output.value = `${detail.name}: ${detail.message}`;
});
