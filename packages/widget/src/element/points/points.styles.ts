/** The looks of the points panel, after those of the element. */
export const pointsStyles = `
  [part='points'] {
    border-width: 1px;
    border-radius: var(--perks-radius, 0.625em);
    padding: 0.75em;
  }
  [part='row head'] {
    flex-wrap: nowrap;
    margin: -0.75em;
    margin-inline-start: 0;
    font-weight: 600;
  }
  [part='points'] label {
    font-weight: 400;
  }
  #otp, #spend {
    flex-basis: 5em;
  }
  [part='slider'] {
    flex-basis: 100%;
    border: 0;
    padding: 0;
    background: none;
    accent-color: var(--perks-accent, currentColor);
  }
  [part~='max'] {
    background: #8883;
  }
  [part='row links'] p {
    flex: 1 8em;
  }
`;
