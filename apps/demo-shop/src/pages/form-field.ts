import { html } from 'hono/html';
import type { Html } from '../visit.ts';

/** One labelled text field. */
export interface FormField {
  name: string;
  label: string;
  value: string;
  type?: 'text' | 'tel' | 'email';
  autocomplete: string;
  hint?: string;
  /** The error message, if the value is invalid. */
  problem?: string | undefined;
  required?: boolean;
}

/** Renders a text field with its label, hint and error message. */
export function formField(field: FormField): Html {
  const { name, problem, hint } = field;
  const described = [problem && `${name}-problem`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for="${name}">${field.label}</label>
    <input id="${name}" name="${name}" type="${field.type ?? 'text'}" value="${field.value}" autocomplete="${field.autocomplete}" maxlength="300"
      ${field.required && 'required'} ${described !== '' && html`aria-describedby="${described}"`} ${problem && html`aria-invalid="true"`}>
    ${problem && html`<p class="field-problem" id="${name}-problem">${problem}</p>`}
    ${hint && html`<p class="field-hint" id="${name}-hint">${hint}</p>`}
  </div>`;
}
