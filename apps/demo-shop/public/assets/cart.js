// Submits a changed quantity at once. Without this script there is a button for it.
for (const input of document.querySelectorAll('.stepper input[name="quantity"]')) {
  input.addEventListener('change', () => {
    if (input.checkValidity()) input.form.requestSubmit(input.form.querySelector('.update'));
  });
}
