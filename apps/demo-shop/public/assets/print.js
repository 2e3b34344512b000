// A button that prints the page. Without this script it stays hidden: every browser can print by itself.
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
