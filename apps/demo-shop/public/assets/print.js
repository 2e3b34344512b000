// Shows a button that prints the page. Without this script it stays hidden, and the browser's own menu prints the page.
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
